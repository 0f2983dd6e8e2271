import { expect, test } from 'vitest'

import { reviewAction } from '#app/(dashboard)/review/_lib/review-shortcut.ts'

const press = (key: string, tagName = 'BODY', more = {}) =>
  reviewAction({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    target: Object.assign(new EventTarget(), { tagName }),
    ...more,
  })

test('letters act whether or not caps lock is on', () => {
  expect(press('a')).toBe('approve')
  expect(press('A')).toBe('approve')
})

test('typing a note decides nothing', () => expect(press('r', 'TEXTAREA')).toBeNull())

test('a key held down does not decide item after item', () =>
  expect(press('a', 'BODY', { repeat: true })).toBeNull())

test('the browser’s own shortcuts are left alone', () =>
  expect(press('r', 'BODY', { ctrlKey: true })).toBeNull())

test('space on a button presses the button', () => {
  expect(press(' ', 'BUTTON')).toBeNull()
  expect(press(' ')).toBe('play')
})
