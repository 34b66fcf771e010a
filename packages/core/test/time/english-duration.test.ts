import { setDefaultOptions } from 'date-fns';
import { de } from 'date-fns/locale/de';
import { afterEach, describe, expect, it } from 'vitest';
import { describeDuration } from '../../src/time/english-duration';
import { durationOf } from './arbitraries';

describe('describeDuration', () => {
  afterEach(() => setDefaultOptions({}));

  it.each([
    ['P45D', '45 days'],
    ['P1D', '1 day'],
    ['P2W', '14 days'],
    ['P1Y6M', '1 year and 6 months'],
    ['P18M', '1 year and 6 months'],
    ['P1000Y', '1000 years'],
    ['PT720H', '720 hours'],
    ['PT90M', '1 hour and 30 minutes'],
    ['PT1S', '1 second'],
    ['P1Y2M3DT4H5M6S', '1 year, 2 months, 3 days, 4 hours, 5 minutes and 6 seconds'],
    ['PT0S', 'no time'],
    ['P0D', 'no time'],
  ])('T3 says %s as %s', (text, expected) => {
    expect(describeDuration(durationOf(text))).toBe(expected);
  });

  it('stays English when the host changes the default locale of date-fns', () => {
    setDefaultOptions({ locale: de });
    expect(describeDuration(durationOf('P1Y6M'))).toBe('1 year and 6 months');
  });
});
