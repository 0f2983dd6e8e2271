/** Bytes of a picture from base64: a column after the other, lowest band first; a byte is dBFS plus 120. */
export const pictureBytes = (base64: string) =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

type Colour = readonly [red: number, green: number, blue: number]

/** From silence to full scale: lightness moves one way only, so that they can be read without telling hues apart. */
const palettes: Record<'light' | 'dark', readonly Colour[]> = {
  light: [
    [250, 251, 253],
    [205, 220, 240],
    [120, 165, 220],
    [60, 90, 180],
    [50, 30, 110],
    [20, 5, 45],
  ],
  dark: [
    [16, 18, 26],
    [40, 28, 90],
    [110, 35, 120],
    [200, 65, 90],
    [248, 150, 70],
    [252, 240, 180],
  ],
}

/** dBFS of a band at which the colours begin and end. */
const QUIET_DB = -100
const LOUD_DB = -25

/** The 256 colours of a theme, by byte. */
export function paletteOf(theme: 'light' | 'dark'): Colour[] {
  const stops = palettes[theme]
  return Array.from({ length: 256 }, (_, byte) => {
    const share = Math.min(1, Math.max(0, (byte - 120 - QUIET_DB) / (LOUD_DB - QUIET_DB)))
    const at = share * (stops.length - 1)
    const from = stops[Math.floor(at)] ?? [0, 0, 0]
    const to = stops[Math.ceil(at)] ?? from
    const mix = (one: number, other: number) => Math.round(one + (other - one) * (at % 1))
    return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])]
  })
}

/** Bands this far under the loudest one hold nothing that is heard. */
const HEARD_DB = 45

/** Hz up to which there is sound worth hearing: upper edge of the highest band near the loudest one. */
export function reachOf(
  bytes: Uint8Array,
  { bands, top_hz }: { bands: number; top_hz: number },
): number {
  const loudest = new Uint8Array(bands)
  for (let n = 0; n < bytes.length; n++) {
    const band = n % bands
    loudest[band] = Math.max(loudest[band] ?? 0, bytes[n] ?? 0)
  }
  const least = Math.max(...loudest) - HEARD_DB
  const highest = loudest.findLastIndex((level) => level > 0 && level >= least)
  return ((highest + 1) / bands) * top_hz
}

/** Whole seconds, or fifths and halves of short clips, for an axis of at most about six marks. */
export function secondMarks(durationMs: number): number[] {
  const seconds = durationMs / 1_000
  const step = [0.2, 0.5, 1, 2, 5, 10, 20].find((one) => seconds / one <= 6) ?? 60
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, n) => n * step)
}
