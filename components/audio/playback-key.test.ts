import { expect, test } from 'vitest'

import { playbackKey } from '#components/audio/playback-key.ts'

const on = (tagName: string) => Object.assign(new EventTarget(), { tagName })
const press = (key: string, tag = 'DIV', shiftKey = false) =>
  playbackKey({ key, shiftKey, target: on(tag) })

test('space toggles, except on a button, which it presses', () => {
  expect(press(' ')).toEqual({ type: 'toggle' })
  expect(press(' ', 'BUTTON')).toBeNull()
})

test('arrows move by a second, with Shift by a tenth', () => {
  expect(press('ArrowRight')).toEqual({ type: 'move', seconds: 1 })
  expect(press('ArrowLeft', 'INPUT', true)).toEqual({ type: 'move', seconds: -0.1 })
})

test('the speed list keeps its own keys', () => expect(press('ArrowLeft', 'SELECT')).toBeNull())

test('other keys are left alone', () => expect(press('a')).toBeNull())
