/** Files of tests share a process, and what the stories of one have visited is nothing to the next. */
import { forgetVisits } from './support/machine-bench.ts';

forgetVisits();
