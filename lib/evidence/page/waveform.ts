import { html, type Html } from '#lib/evidence/page/html.ts'

const [width, height] = [600, 56]

type Wave = {
  /** largest sample of each slice, 0..1 */
  peaks: readonly number[]
  durationMs: number
  marks: readonly { fromMs: number; toMs: number }[]
}

const round = (value: number) => Math.round(value * 10) / 10

/** A recording drawn as one outline, with what is worth seeing in it marked. */
export function waveform({ peaks, durationMs, marks }: Wave): Html {
  const x = (index: number) => round((index / Math.max(1, peaks.length - 1)) * width)
  // Loud parts would flatten the rest: the square root shows quiet speech too.
  const y = (peak: number) => round((Math.sqrt(peak) * (height - 2)) / 2)
  const upper = peaks.map((peak, index) => `${x(index)} ${round(height / 2 - y(peak))}`)
  const lower = peaks.map((peak, index) => `${x(index)} ${round(height / 2 + y(peak))}`).reverse()
  const at = (ms: number) => round((Math.min(Math.max(ms, 0), durationMs) / durationMs) * width)
  return html`<svg
    class="wave"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    ${marks.map(
      ({ fromMs, toMs }) =>
        html`<rect
          class="speech"
          x="${at(fromMs)}"
          y="0"
          width="${round(at(toMs) - at(fromMs))}"
          height="${height}"
        />`,
    )}
    <path d="M${[...upper, ...lower].join('L')}Z" />
  </svg>`
}
