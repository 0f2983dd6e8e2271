const opening = '<!-- earshot:'
const closing = ' -->'

/**
 * A line of Markdown that readers do not see and that names what a text belongs to. `marker` may hold anything: it is
 * percent-encoded, and two hyphens cannot end the comment.
 */
export function hiddenMarker(marker: string): string {
  const inert = encodeURIComponent(marker.toWellFormed()).replaceAll('--', '%2D%2D')
  return `${opening}${inert}${closing}`
}

/** Whether a text carries the marker on a line of its own; a quotation of it does not count. */
export function carriesMarker(text: string, marker: string): boolean {
  const line = hiddenMarker(marker)
  return text.split('\n').some((one) => one.trim() === line)
}
