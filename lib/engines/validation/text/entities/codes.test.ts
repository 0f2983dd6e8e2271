import { describe } from 'vitest'

import { both } from '#lib/engines/validation/text/entities/testing/pairs.ts'

describe('identifiers are compared as text', () => {
  both([
    ['02142', '2142', 'wrong'],
    ['02142', '02142', 'right'],
    ['007', '7', 'wrong'],
    ['007', '07', 'wrong'],
    ['ORD-00123', 'ORD-123', 'wrong'],
    ['ORD-00123', 'ord 00123', 'right'],
    ['ORD-00123', 'ORD00123', 'right'],
    ['ORD-00123', '00123', 'unproven'],
    [1234567890, 1234567891, 'wrong'],
    ['1234567890', '1234567891', 'wrong'],
    [10000000001, 10000000002, 'wrong'],
    ['12345678901234567890', '12345678901234567891', 'wrong'],
    ['12345678901234567890', '12345678901234567890', 'right'],
    ['12345678901234567890', 12345678901234567000, 'unproven'],
    ['12345678901234567890', 12345678901234800000, 'wrong'],
    ['order 00123', 'order 123', 'wrong'],
    ['agent 007', 'agent 7', 'wrong'],
    ['gate B12', 'gate B 12', 'unproven'],
    ['Row 5 Seat A', 'Row 5 Seat B', 'wrong'],
    ['A7B3', 'A3B7', 'wrong'],
    ['A7B3', 'a7b3', 'right'],
    ['A7B3', 'A7-B3', 'right'],
    ['A7B3', 'A 7 B 3', 'right'],
    ['A12', 'B12', 'wrong'],
    ['A12', 'A1', 'wrong'],
    ['+', '-', 'wrong'],
    ['+', '+', 'right'],
    ['#1', '1#', 'wrong'],
    ['#1', '#1', 'right'],
    ['#1', '#2', 'wrong'],
    ['C++', 'C', 'wrong'],
    ['C++', 'c++', 'right'],
    ['C++', 'C#', 'wrong'],
    ['A+', 'A-', 'wrong'],
    ['A+', 'A', 'wrong'],
    ['A-', 'A', 'wrong'],
    ['12e3', '12000', 'unproven'],
    ['12e3', '12e4', 'wrong'],
    ['1.2.3', '1.2.4', 'wrong'],
    ['1.2.3', '123', 'wrong'],
    ['v1.2', 'v12', 'wrong'],
    ['v1.2', 'V1.2', 'right'],
    ['10-12', '1012', 'unproven'],
    // Said aloud they are one, and many a font writes them alike.
    ['AO1', 'A01', 'unproven'],
    ['SW1A 1AA', 'SW1A1AA', 'right'],
    ['SW1A 1AA', 'SW1A 1AB', 'wrong'],
    ['4111 1111 1111 1111', '4111111111111111', 'right'],
    ['4111 1111 1111 1111', '4111 1111 1111 1112', 'wrong'],
    ['DE89 3704 0044', 'DE89370400 44', 'right'],
    ['ABC123', 'ABC124', 'wrong'],
    ['A B C one two three', 'ABC123', 'right'],
    ['B-12', 'B12', 'right'],
    ['12A', '12', 'unproven'],
    ['👍', '👎', 'wrong'],
    ['👍', '👍', 'right'],
  ])
})

describe('a point and its zeros mean what the name says', () => {
  both([['1.10', '1.1', 'wrong']], 'version')
  both([['1.10', '1.1', 'unproven']], 'value')
  both([['2.50', '2.5', 'right']], 'price')
  both([['22.0', '22', 'right']])
  both([['2.50', 2.5, 'right']], 'value')
  both([['1.10', 1.1, 'unproven']], 'version')
})

describe('phones', () => {
  both([
    ['555-1234', '5551234', 'right'],
    ['555-1234', '555 1234', 'right'],
    ['555.123.4567', '5551234567', 'right'],
    ['555-1234', '555-1235', 'wrong'],
    ['+1 (555) 123-4567', '+15551234567', 'right'],
    ['+1 555 123 4567', '555-123-4567', 'unproven'],
    ['+49 30 123456', '030 123456', 'unproven', 'de-DE'],
    ['+49 30 123456', '+49 30 123457', 'wrong', 'de-DE'],
    ['+49 30 123456', '0049 30 123456', 'right', 'de-DE'],
    ['+49 30 123456', '+4930123456', 'right', 'de-DE'],
    ['five five five one two three four', '555-1234', 'right'],
    ['five five five one two three five', '555-1234', 'wrong'],
    ['+33 1 23 45 67 89', '+33123456789', 'right', 'fr-FR'],
  ])
})
