import { freeText } from '../../src/buying/words';

const PRICE = /looks like a price or a discount/;

describe('Free text about buying', () => {
  test.each([
    'we pay £12 per user',
    'Widgets at £5 each',
    '£.95 each',
    '£1,250.00',
    '£12k a year per licence',
    'GBP12.50 each',
    '12.50 a seat',
    '1.20 per property',
    '10 per user',
    '300 pounds a day',
    '45p a letter',
    '15% off until May',
    '15 per cent off',
    'a 15% rebate',
    'a discount of 10% from the third year',
    '20% less cost than last year',
    'day rate of 700',
    '€ 40 a head',
  ])('refuses “%s”', (words) => expect(() => freeText(words)).toThrow(PRICE));

  test.each([
    'Council tax with single person discount',
    '300 applications per month',
    'A key decision above £500k is needed',
    '3 councils at £5m turnover',
    'Under £2 million, a lead may decide alone',
    'Works with WCAG 2.2 a must, version 3.10',
    'Call us on 020 7946 0018 before 4 p.m.',
    'A 20% reduction in calls',
    'Two bins per household',
    'Reorganisation on 1 April 2028',
    'A public rate card would help',
    'In use by 24/7 teams',
  ])('keeps “%s”', (words) => expect(freeText(words)).toBe(words));
});
