/** Something whose bytes are written into the page as base64 when it is written out, not before. */
export type Embed = { open: () => AsyncIterable<Uint8Array> }

type Part = { markup: string } | { text: string } | { embed: Embed }

/** A piece of a page. Text in it is text until the page is written, so that nothing can turn into markup. */
export class Html {
  readonly parts: readonly Part[]

  constructor(parts: readonly Part[]) {
    this.parts = parts
  }
}

type Value = Html | Embed | string | number | null | undefined | false | readonly Value[]

function partsOf(value: Value): readonly Part[] {
  if (value === null || value === undefined || value === false) return []
  if (value instanceof Html) return value.parts
  if (typeof value === 'string' || typeof value === 'number') return [{ text: String(value) }]
  if ('open' in value) return [{ embed: value }]
  return value.flatMap(partsOf)
}

/** Markup with values in it; every value that is not markup itself is escaped. Attributes need their quotes. */
export function html(markup: TemplateStringsArray, ...values: Value[]): Html {
  const parts = markup.flatMap((piece, index): Part[] => [
    { markup: piece },
    ...(index < values.length ? partsOf(values[index]) : []),
  ])
  return new Html(parts)
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? found)

async function* base64(bytes: AsyncIterable<Uint8Array>) {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const piece of bytes) {
    const whole = Buffer.concat([rest, piece])
    // Three bytes make four characters; what is left waits for the next piece.
    const ready = whole.length - (whole.length % 3)
    rest = whole.subarray(ready)
    if (ready > 0) yield whole.toString('base64', 0, ready)
  }
  if (rest.length > 0) yield Buffer.from(rest).toString('base64')
}

/** The page as UTF-8, piece by piece. `mask` sees every text before it is escaped. */
export async function* writeHtml(
  page: Html,
  mask: (text: string) => string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting = ''
  for (const part of page.parts) {
    if ('embed' in part) {
      yield Buffer.from(waiting)
      waiting = ''
      for await (const text of base64(part.embed.open())) yield Buffer.from(text)
    } else waiting += 'markup' in part ? part.markup : escape(mask(part.text))
    if (waiting.length > 65_536) {
      yield Buffer.from(waiting)
      waiting = ''
    }
  }
  if (waiting !== '') yield Buffer.from(waiting)
}
