const control = /\p{Cc}+/gu

/** The first `limit` code points of a text, with an ellipsis as the last one when something was cut. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const points = Array.from(text.slice(0, 2 * limit + 2))
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}

/** A foreign text as one line that can be stored: no control characters, no lone surrogates, cut by code points. */
export function oneLine(text: string, limit: number): string {
  return cutText(text.toWellFormed().replace(control, ' ').trim(), limit)
}
