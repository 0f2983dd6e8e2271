/**
 * A suite of phrases that the demo voice AI knows. Its three cases end in the three ways there are: one passes,
 * one fails by what it expects, and one is answered in words that are merely alike, with nothing else to go by,
 * which a person must judge.
 */
export const suiteFile = (name: string) => `suite: ${name}
description: Written by a journey through the pages
cases:
  - id: weather
    name: Weather in Toronto
    priority: high
    languages: { en-US: {} }
    turns:
      - say: what is the weather in Toronto
        expect:
          intent: WeatherQuery
          entities: { city: Toronto }
          response: { contains: Toronto }
          transcript: { max_wer: 0.2 }
          audio: { required: true }
  - id: wrong-city
    name: Weather in the wrong city
    languages: { en-US: {} }
    turns:
      - say: what is the weather in London
        expect:
          intent: WeatherQuery
          entities: { city: Berlin }
  - id: other-words
    name: Call Mom in other words
    languages: { en-US: {} }
    turns:
      - say: call Mom
        expect:
          response: { similar_to: I am putting you through to Mom }
`
