import { expect, test } from 'vitest'

import { timelineKey } from '#components/timeline/timeline-key.ts'

const on = (tagName: string) => Object.assign(new EventTarget(), { tagName })
const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const press = (key: string, more: Partial<typeof none> = {}, tag = 'DIV') =>
  timelineKey({ key, ...none, ...more, target: on(tag) })

test('space plays, except on a button, which it presses', () => {
  expect(press(' ')).toEqual({ type: 'toggle' })
  expect(press(' ', {}, 'BUTTON')).toBeNull()
})

test('arrows move by a second, with Shift by five', () => {
  expect(press('ArrowRight')).toEqual({ type: 'move', ms: 1_000 })
  expect(press('ArrowLeft', { shiftKey: true }, 'BUTTON')).toEqual({ type: 'move', ms: -5_000 })
  expect(press('Home')).toEqual({ type: 'start' })
  expect(press('End')).toEqual({ type: 'end' })
})

test('brackets go from mark to mark, also where they are typed with Ctrl and Alt', () => {
  expect(press(']')).toEqual({ type: 'mark', step: 1 })
  expect(press('[', { ctrlKey: true, altKey: true })).toEqual({ type: 'mark', step: -1 })
})

test('plus and minus zoom, also without Shift', () => {
  expect(press('=')).toEqual({ type: 'zoom', step: 1 })
  expect(press('+', { shiftKey: true })).toEqual({ type: 'zoom', step: 1 })
  expect(press('-')).toEqual({ type: 'zoom', step: -1 })
})

test('keys of the browser, of lists and of fields are left alone', () => {
  expect(press('+', { ctrlKey: true })).toBeNull()
  expect(press('-', { metaKey: true })).toBeNull()
  expect(press('ArrowLeft', { altKey: true })).toBeNull()
  expect(press('ArrowLeft', {}, 'SELECT')).toBeNull()
  expect(press('[', {}, 'INPUT')).toBeNull()
  expect(press('a')).toBeNull()
})
