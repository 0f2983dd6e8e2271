/** `</speak>`, `<break time="5s"/>`: a name and well-formed attributes, so that `a <b and c> d` keeps its words. */
const tag =
  /<\/?[a-z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*\/?>|<!--[^]{0,1000}?-->/giu
/** The address of `[text](address)`. */
const address = /(?<=\])\([^()\s]*(?:\s+"[^"]*")?\)/gu
/** What recognisers write for sounds. */
const sound =
  /\[(?:noise|music|laughter|laugh|laughs|applause|inaudible|unintelligible|silence|crosstalk|cough|coughs|blank_audio|pause|beep)\]/giu

/** Overwrites markup by spaces, so that places stay as they are. */
export function withoutMarkup(text: string): string {
  let result = text
  if (result.includes('<')) result = result.replace(tag, (all) => ' '.repeat(all.length))
  if (result.includes('['))
    result = result
      .replace(address, (all) => ' '.repeat(all.length))
      .replace(sound, (all) => ' '.repeat(all.length))
  return result
}
