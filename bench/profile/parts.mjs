/**
 * The parts of a run, for the question where its time goes: which files belong to each, and why it costs what it does.
 * What belongs to none of them, a helper of the domain or a library, is its caller's time.
 */
export const parts = [
  {
    name: 'checks',
    files: /dist\/sim\/checks\//,
    why: 'Each message and each commit goes to those of twenty-two invariants that it may break; each does little, but there are many.',
  },
  {
    name: 'interpreter and machines',
    files: /dist\/(sim\/interpreter|actors)\/|node_modules\/xstate\//,
    why: 'Each message is dispatched to a machine, whose guards and assignments change its context and make its effects.',
  },
  {
    name: 'network and delivery',
    files: /dist\/sim\/(network|delivery|service|performer|psp-door|issuer|lifecycle|conditions|world|chronicle)\.js/,
    why: 'Each message becomes an envelope, waits its latency, finds its service and its actor, which may have to be woken.',
  },
  {
    name: 'databases',
    files: /dist\/sim\/(database|commits|store|tables?)\.js/,
    why: 'Each step of the flow commits before it acts: records are copied, indexed and told as facts, one by one.',
  },
  {
    name: 'trace hash',
    files: /dist\/sim\/(kernel\/(trace-hash|shape)|trace)\.js/,
    why: 'Every field of every message delivered, and what is new in every record committed, is folded in; a text that came lately is not mixed again.',
  },
  {
    name: 'dice',
    files: /dist\/sim\/(kernel\/(dice|mixing)|sampling)\.js|node_modules\/seedrandom\//,
    why: 'Each latency and each decision is drawn by a key of its own: its characters are mixed.',
  },
  {
    name: 'fault sites',
    files: /dist\/sim\/faults\//,
    why: 'Every place where something could go wrong is named and counted, even when the scenario has no faults.',
  },
  {
    name: 'facts to their observers',
    files: /dist\/sim\/(fact-stream|guard)\.js|node_modules\/rxjs\//,
    why: 'Facts go through an RxJS Subject to everybody who watches the run, some hundreds at a time.',
  },
  {
    name: 'kernel and event queue',
    files: /dist\/sim\/kernel\/(kernel|event-queue|timing-wheel|heap|slots)\.js/,
    why: 'Each message, commit and timer is pushed once and popped once.',
  },
  {
    name: 'report',
    files: /dist\/sim\/(report|story|simulation|settlement)|dist\/cli\/|node_modules\/(lowdb|hdr-histogram-js|steno)\//,
    why: 'Counts, latencies and files are kept while the run goes on; report, page and databases are written in the end.',
  },
  {
    name: 'traffic',
    files: /dist\/sim\/(traffic|outside|nights|market)|node_modules\/@faker-js\//,
    why: 'Buyers, baskets and products are drawn, the catalogues once and the baskets when their buyers come.',
  },
  {
    name: 'start',
    files: /node:internal\/(modules|process|main|vm)|dist\/sim\/scenario\/|node_modules\/(yargs|zod|yaml)\//,
    why: 'Modules are loaded and compiled, and the scenario is read; it is the same for any number of checkouts.',
  },
];

export const collector = {
  name: 'garbage collector',
  why: 'Messages, facts and records are never changed but made anew, and most of them die young.',
};

export const rest = { name: 'everything else', why: 'The JavaScript engine itself, and what no part has called.' };
