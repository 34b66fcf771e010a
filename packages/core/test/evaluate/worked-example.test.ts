import { expect, it } from 'vitest';
import { evaluateCase } from '../../src/index';
import { worked, workedResult } from '../oracle/worked-example';

it('the worked example of the JSON forms gives the documented result, key by key', () => {
  expect(evaluateCase(worked)).toEqual(workedResult);
});
