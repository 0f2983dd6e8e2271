import { expect, test } from 'vitest'

import {
  paletteOf,
  pictureBytes,
  reachOf,
  secondMarks,
} from '#components/audio/spectrogram-picture.ts'

/** Relative luminance is not needed to see which colour is lighter. */
const lightness = (colour: readonly number[] = []) =>
  0.3 * (colour[0] ?? 0) + 0.59 * (colour[1] ?? 0) + 0.11 * (colour[2] ?? 0)

test('bytes travel as base64', () =>
  expect(pictureBytes(Buffer.from([0, 117, 255]).toString('base64'))).toEqual(
    new Uint8Array([0, 117, 255]),
  ))

test('louder is darker in the light theme and lighter in the dark one, all the way', () => {
  const light = paletteOf('light').map(lightness)
  const dark = paletteOf('dark').map(lightness)
  expect(light).toEqual(light.toSorted((a, b) => b - a))
  expect(dark).toEqual(dark.toSorted((a, b) => a - b))
  expect(new Set(light).size).toBeGreaterThan(60)
})

test('sound reaches up to the highest band that is heard beside the loudest', () => {
  const picture = new Uint8Array([100, 90, 30, 0, 80, 60, 54, 0])
  expect(reachOf(picture, { bands: 4, top_hz: 8_000 })).toBe(4_000)
  expect(reachOf(new Uint8Array(8), { bands: 4, top_hz: 8_000 })).toBe(0)
})

test('an axis has few marks, however long the clip', () => {
  expect(secondMarks(900)).toHaveLength(5)
  expect(secondMarks(3_400)).toEqual([0, 1, 2, 3])
  expect(secondMarks(61_000).length).toBeLessThan(8)
})
