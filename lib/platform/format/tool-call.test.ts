import { expect, test } from 'vitest'

import { toolTimes, toolValue } from '#lib/platform/format/tool-call.ts'

test.each([
  [{ requested_ms: 120, ended_ms: 470 }, 'after 120 ms, took 350 ms'],
  [{ requested_ms: 120, ended_ms: null }, 'after 120 ms'],
  [{ requested_ms: null, ended_ms: null }, 'at an unknown time'],
])('times of a call %#', (times, text) => expect(toolTimes(times)).toBe(text))

test.each([
  [{ guests: 4 }, '{"guests":4}'],
  ['a text', 'a text'],
  [null, 'not told'],
  [0, '0'],
])('a value %#', (value, text) => expect(toolValue(value)).toBe(text))
