/** What the peers of the benchmarks answer: 1.6 kB of Houndify. */
export const weatherAnswer = JSON.stringify({
  Format: 'SoundHoundVoiceSearchResult',
  FormatVersion: '1.0',
  Status: 'OK',
  NumToReturn: 1,
  QueryID: '5a7c5ff0-9dd5-4a7e-9a5d-0f4b1f0f7a11',
  AudioLength: 0,
  RealSpeechTime: 0,
  CpuSpeechTime: 0,
  RealTime: 0.001,
  CpuTime: 0.001,
  AllResults: [
    {
      CommandKind: 'WeatherCommand',
      SpokenResponse: 'It is sunny in Toronto with twenty degrees.',
      SpokenResponseLong: 'It is sunny in Toronto with twenty degrees.',
      WrittenResponse: 'It is sunny in Toronto with 20 degrees.',
      WrittenResponseLong: 'It is sunny in Toronto with 20 degrees.',
      UnderstandingConfidence: 0.95,
      NativeData: {
        WeatherCommandKind: 'ShowCurrentConditions',
        City: 'Toronto',
        Country: 'Canada',
        Conditions: { Summary: 'sunny', Celsius: 20, Humidity: 41, WindKmh: 12, Pressure: 1_014 },
      },
      ConversationState: { Topic: 'weather', Place: 'Toronto', Turn: 1, History: 'x'.repeat(400) },
      Hints: Array.from({ length: 6 }, (_, day) => `What will it be like in ${day + 1} days?`),
    },
  ],
})
