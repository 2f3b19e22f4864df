/** The ways to run the machines, by name: by compiled tables, or by XState itself. Both give the same history. */
import { createCompiledInterpreter } from './compiled-interpreter.ts';
import type { InterpreterName } from './interpreter-name.ts';
import type { Interpreter } from './interpreter.ts';
import { xstateInterpreter } from './xstate-interpreter.ts';

export function interpreterNamed(name: InterpreterName): Interpreter {
  switch (name) {
    case 'compiled':
      return createCompiledInterpreter();
    case 'xstate':
      return xstateInterpreter;
  }
}
