/** What each part of a run takes by itself: in a process of its own, which nothing else has made warm. */
import { printed } from '../subprocess.mjs';

/** @returns each part with its name and its microseconds a checkout, one for each time; the whole run is the last */
export async function measureReplay(checkouts, times, say) {
  say(`replay: black-friday with ${checkouts} checkouts, ${times} times`);
  return JSON.parse(await printed(process.execPath, ['bench/replay/main.mjs', String(checkouts), String(times)]));
}
