/** characters of a body that are shown */
const shown = 200_000

// A value after a name that speaks of secrets, in JSON or in a form; the name stays.
const inJson =
  /("[^"]*(?:token|secret|password|authorization|api_?key|credential)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi
const inForm = /((?:^|&)[^=&]*(?:token|secret|password|api_?key)[^=&]*=)[^&]*/gi
/** Tokens that providers mark as such, wherever they stand. */
const marked =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|er[h]_[\w-]{20,}|ear_[\w-]{20,}|whsec_[\w+/=]{20,})/g

/** The body of a delivery as a person may see it: what looks like a secret is masked, and what is long is cut. */
export function maskBody(body: Buffer): string {
  const text = body.toString('utf8', 0, shown * 4).slice(0, shown)
  const masked = text.replace(inJson, '$1"•••"').replace(inForm, '$1•••').replace(marked, '•••')
  return body.length > Buffer.byteLength(text) ? `${masked}…` : masked
}
