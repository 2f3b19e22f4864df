/** What is wrong with the words of a command line: what was seen, what was expected, and what was probably meant. */
import { didYouMean } from '../sim/scenario/did-you-mean.ts';
import { UserError } from './user-error.ts';

export interface Vocabulary {
  readonly verbs: readonly string[];
  /** The names of the options of a verb, without their hyphens. */
  optionsOf(verb: string): readonly string[];
  /** Those of them that are given or not, and have no value. */
  flagsOf(verb: string): readonly string[];
}

/**
 * @param complaint the sentence with which yargs refused the arguments
 * @param args the arguments as they were typed
 */
export function usageError(complaint: string, args: readonly string[], { verbs, optionsOf }: Vocabulary): UserError {
  const verb = verbOf(args);
  if (verb === undefined) return new UserError('no verb is given', `the verbs are ${verbs.join(', ')}`);
  if (!verbs.includes(verb)) return noSuchVerb(verb, verbs);
  const help = `\`penny ${verb} --help\` shows what is expected`;
  const unknown = /^Unknown arguments?: (.+)$/s.exec(complaint)?.[1]?.split(', ')[0];
  if (unknown !== undefined) return unknownWord(unknown, args, optionsOf(verb), help);
  if (complaint.startsWith('Not enough non-option arguments')) {
    return new UserError(`${verb} needs a scenario file`, help);
  }
  const empty = /^Not enough arguments following: (.+)$/.exec(complaint)?.[1];
  if (empty !== undefined) {
    return new UserError(`--${empty} has no value`, `write --${empty}=VALUE when the value begins with a hyphen`);
  }
  const [, name, given, choices = ''] = /Argument: (\S+), Given: (.*), Choices: (.*)$/.exec(complaint) ?? [];
  if (name !== undefined) return new UserError(`--${name}: ${given ?? ''}, expected one of ${choices}`, help);
  return new UserError(complaint, help);
}

/**
 * Help for a verb that there is not would be that of the tool, from which nobody learns that the word was mistyped.
 * @throws UserError for a first word that is no verb
 */
export function refuseStrangeVerb([first = '-']: readonly string[], { verbs }: Vocabulary): void {
  if (!first.startsWith('-') && !verbs.includes(first)) throw noSuchVerb(first, verbs);
}

function noSuchVerb(word: string, verbs: readonly string[]): UserError {
  return new UserError(`there is no verb "${word}"`, didYouMean(word, verbs) ?? `the verbs are ${verbs.join(', ')}`);
}

/**
 * A flag is given, or it is not. yargs takes any value but `true` for `false`, and says nothing.
 * @throws UserError for a flag with a value that is neither
 */
export function refuseStrangeFlags(args: readonly string[], { flagsOf }: Vocabulary): void {
  const flags = flagsOf(verbOf(args) ?? '');
  for (const arg of args) {
    const [, flag = '', name = '', value] = /^(--?([^=]+))=(.*)$/s.exec(arg) ?? [];
    if (!flags.includes(name) || value === 'true' || value === 'false') continue;
    throw new UserError(`${arg}: expected true or false`, `write ${flag} alone, or leave it out`);
  }
}

function verbOf(args: readonly string[]): string | undefined {
  return args.find((word) => !word.startsWith('-'));
}

function unknownWord(word: string, args: readonly string[], options: readonly string[], help: string): UserError {
  const named = args.find((arg) => arg.startsWith('-') && nameOf(arg) === word);
  // One hyphen and several letters are several options to yargs, and one to whoever typed them.
  const typed = named ?? args.find((arg) => /^-[^-]/.test(arg) && word.length === 1 && nameOf(arg).includes(word));
  if (typed === undefined) return new UserError(`"${word}" is one word too many`, help);
  const hint = didYouMean(nameOf(typed), options)?.replace('`', '`--');
  return new UserError(`there is no option ${typed.replace(/=.*$/s, '')}`, hint ?? help);
}

/** `seed` of `--seed=7`. */
function nameOf(option: string): string {
  return option.replace(/^-+|=.*$/gs, '');
}
