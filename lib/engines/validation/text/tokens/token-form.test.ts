import { describe, expect, test } from 'vitest'

import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

const form = (text: string) => tokenForm(text, 'en-US')

describe('the same wording', () => {
  test.each([
    ['No problem, your order is cancelled.', 'Your order is canceled.'],
    ['Your order is cancelled. Is there anything else?', 'Your order is cancelled.'],
    ['Sure! Thank you, your table is booked.', 'Um, your table is booked'],
    ['It costs $250.00.', 'It costs two hundred fifty dollars.'],
    ['Your train leaves at half past seven in the evening.', 'Your train leaves at 19:30.'],
    ['The number is five five five one two three four.', 'The number is 555-1234.'],
    ["It's 5 km away", 'It is five kilometers away.'],
    ['Mr. Park is here.', 'Mr Park is here'],
  ])('%j and %j', (a, b) => expect(form(a)).toBe(form(b)))
})

describe('another wording', () => {
  test.each([
    ['Your order is cancelled?', 'Your order is cancelled.'],
    ['Your order is not cancelled.', 'Your order is cancelled.'],
    ['Sorry, your order is cancelled.', 'Your order is cancelled.'],
    ['There is no problem.', 'There is.'],
    ['Mark called Anna.', 'Anna called Mark.'],
    ['No, five are left.', 'No five are left.'],
    ['Move 12 to 21.', 'Move 21 to 12.'],
    ['It is 5 degrees.', 'It is -5 degrees.'],
    ['It is 20 °C.', 'It is 20 °F.'],
    ['version 1.10', 'version 1.1'],
    ['Turn left, then right', 'Turn left, then'],
    ['It takes ~5 minutes', 'It takes 5 minutes'],
    ['Thank you.', 'Goodbye.'],
    ['Thank you.', ''],
    ['Call 555-1234', 'Call 555-1243'],
    ['code 0123', 'code 123'],
    ['at 7 am', 'at 7 pm'],
    ['at 7:30', 'at 7:30 pm'],
    ['5/3/2025', 'May 3, 2025'],
    ['A7B3', 'A3B7'],
  ])('%j and %j', (a, b) => expect(form(a)).not.toBe(form(b)))
})
