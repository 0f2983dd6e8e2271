/** Where a voice can be heard in a BCP-47 language. */
export function sampleAddress(voice: { engine: string; voice: string }, language: string): string {
  const path = [voice.engine, voice.voice].map(encodeURIComponent).join('/')
  return `/api/v1/voices/${path}/sample?${new URLSearchParams({ language })}`
}
