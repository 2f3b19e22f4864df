import { expect, it } from 'vitest';
import { UserError } from './user-error.ts';

it('a user error carries its message, its hint and the exit code for bad input', () => {
  const error = new UserError('There is no file a.yaml.', 'Check the path.');
  expect(error).toMatchObject({
    name: 'UserError',
    message: 'There is no file a.yaml.',
    hint: 'Check the path.',
    exitCode: 2,
  });
  expect(new UserError('Stopped.', undefined, 130).exitCode).toBe(130);
});
