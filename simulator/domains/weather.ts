import { city } from '#simulator/domains/cities.ts'
import {
  type Domain,
  type Filling,
  type Language,
  type PerLanguage,
  type Slot,
} from '#simulator/domains/domain.ts'

const day: Slot = {
  type: 'list',
  entity: 'Day',
  values: [
    {
      value: 'today',
      forms: { en: ['today'], de: ['heute'], es: ['hoy'], fr: ["aujourd'hui"] },
    },
    {
      value: 'tomorrow',
      forms: { en: ['tomorrow'], de: ['morgen'], es: ['mañana'], fr: ['demain'] },
    },
    {
      value: 'day after tomorrow',
      forms: {
        en: ['the day after tomorrow', 'day after tomorrow'],
        de: ['übermorgen', 'uebermorgen'],
        es: ['pasado mañana'],
        fr: ['après-demain', 'après demain'],
      },
    },
    {
      value: 'saturday',
      forms: {
        en: ['on Saturday', 'Saturday', 'this Saturday'],
        de: ['am Samstag', 'Samstag'],
        es: ['el sábado', 'sábado'],
        fr: ['samedi'],
      },
    },
    {
      value: 'weekend',
      forms: {
        en: ['on the weekend', 'at the weekend', 'this weekend'],
        de: ['am Wochenende'],
        es: ['el fin de semana', 'este fin de semana'],
        fr: ['ce week-end', 'ce weekend'],
      },
    },
  ],
}

const conditions: PerLanguage<string[]> = {
  en: ['sunny', 'cloudy', 'rainy', 'windy', 'snowy'],
  de: ['sonnig', 'bewölkt', 'regnerisch', 'windig', 'verschneit'],
  es: ['soleado', 'nublado', 'lluvioso', 'ventoso', 'nevoso'],
  fr: ['ensoleillé', 'nuageux', 'pluvieux', 'venteux', 'neigeux'],
}
const names = ['sunny', 'cloudy', 'rainy', 'windy', 'snowy']

/** The demo's forecast: a function of city and day alone, so that an answer never depends on the clock. */
function forecast(cityName: string, dayName: string): { condition: number; degrees: number } {
  const days = ['today', 'tomorrow', 'day after tomorrow', 'saturday', 'weekend']
  let seed = days.indexOf(dayName) * 7
  for (const letter of cityName) seed += letter.charCodeAt(0)
  if (cityName === 'Toronto' && dayName === 'today') return { condition: 0, degrees: 22 }
  const degrees = 3 + ((seed * 5) % 25)
  return { condition: degrees > 4 ? seed % 4 : 4, degrees }
}

function facts(filling: Filling, language: Language) {
  const { condition, degrees } = forecast(
    String(filling['city']?.value ?? ''),
    String(filling['day']?.value ?? 'today'),
  )
  const wet = condition === 2
  const yesNo: PerLanguage<[string, string]> = {
    en: ['Yes, it will rain', 'No, it will not rain'],
    de: ['Ja, es wird regnen', 'Nein, es wird nicht regnen'],
    es: ['Sí, va a llover', 'No, no va a llover'],
    fr: ['Oui, il va pleuvoir', 'Non, il ne va pas pleuvoir'],
  }
  return {
    words: {
      condition: conditions[language][condition] ?? '',
      degrees: String(degrees),
      rain: yesNo[language][wet ? 0 : 1],
    },
    entities: { Condition: names[condition] ?? '', Degrees: degrees },
  }
}

const whichCity = {
  slot: 'city',
  ask: {
    en: 'For which city?',
    de: 'Für welche Stadt?',
    es: '¿Para qué ciudad?',
    fr: 'Pour quelle ville ?',
  },
  heard: {
    en: ['in {city:Toronto,Boston,London}'],
    de: ['in {city:Berlin,Hamburg}'],
    es: ['en {city:Madrid,Barcelona}'],
    fr: ['à {city:Paris,Lyon}'],
  },
}

export const weather: Domain = {
  id: 'weather',
  slots: { city, day },
  more: {
    say: {
      en: ['[and|what about|how about] {day}', '[and|what about|how about] [in] {city} [{day}]'],
      de: ['[und|wie ist es] {day}', '[und|wie ist es] [in] {city} [{day}]', '{day} in {city}'],
      es: ['[y|que tal] {day}', '[y|que tal] [en] {city} [{day}]'],
      fr: ['[et] {day}', '[et] [a] {city} [{day}]'],
    },
    heard: {
      en: ['and {day:tomorrow,saturday,weekend}', 'and in {city:Berlin,London,Boston,Chicago}'],
      de: ['und {day:tomorrow,saturday,weekend}', 'und in {city:Berlin,Munich,Hamburg}'],
      es: ['y {day:tomorrow,saturday}', 'y en {city:Madrid,Barcelona,Seville}'],
      fr: ['et {day:tomorrow,saturday}', 'et à {city:Paris,Lyon,Marseille}'],
    },
  },
  intents: [
    {
      kind: 'WeatherQuery',
      needs: [whichCity],
      assumes: { day: 'today' },
      say: {
        en: [
          '(what is|how is|tell me|show me|give me) the weather [forecast|like] [in|for] [{city}] [{day}]',
          'what is the weather [forecast] [{day}] in {city}',
          'what will the weather be [like] [in {city}] [{day}]',
          'weather [forecast] [in|for] {city} [{day}]',
        ],
        de: [
          '(wie ist|wie wird|sag mir|zeig mir) das wetter [{day}] [in {city}] [{day}]',
          'was fur wetter (ist|wird) [es] [{day}] in {city} [{day}]',
          '[das] wetter [in|fur] {city} [{day}]',
        ],
        es: [
          '(que tiempo hace|que tiempo hara|como esta el tiempo|como es el tiempo) [{day}] [en {city}] [{day}]',
          '(el tiempo|dime el tiempo) [en|para] {city} [{day}]',
        ],
        fr: [
          '(quel temps fait il|quel temps fera t il|quelle est la meteo|donne moi la meteo) [{day}] [a {city}] [{day}]',
          '[la] meteo [a|pour] {city} [{day}]',
        ],
      },
      heard: {
        en: [
          'what is the weather in {city:Toronto,Boston,Chicago,New York,London,Paris,Berlin,Madrid}',
          'how is the weather in {city:London,Boston}',
          'what is the weather in {city:Toronto,Boston,London} tomorrow',
          'what will the weather be like in {city:Chicago,Paris} on Saturday',
          'what is the weather',
        ],
        de: [
          'wie ist das wetter in {city:Toronto,Berlin,Munich,Hamburg,Frankfurt,Freiburg}',
          'wie wird das wetter morgen in {city:Berlin,Munich,Hamburg}',
          'wie ist das wetter',
        ],
        es: [
          'qué tiempo hace en {city:Toronto,Madrid,Barcelona,Seville,Paris}',
          'qué tiempo hará mañana en {city:Madrid,Barcelona}',
          'qué tiempo hace',
        ],
        fr: [
          'quel temps fait-il à {city:Toronto,Paris,Lyon,Marseille,London}',
          'quel temps fera-t-il demain à {city:Paris,Lyon}',
          'quel temps fait-il',
        ],
      },
      reply: {
        en: {
          short: 'It is {condition} in {city} {day}, {degrees} degrees.',
          long: 'Ask me about another day or another city if you like.',
        },
        de: {
          short: 'In {city} ist es {day} {condition}, {degrees} Grad.',
          long: 'Frag mich gern nach einem anderen Tag oder Ort.',
        },
        es: {
          short: 'En {city} {day} está {condition}, {degrees} grados.',
          long: 'Pregúntame por otro día u otra ciudad.',
        },
        fr: {
          short: 'À {city} le temps est {condition} {day}, {degrees} degrés.',
          long: 'Demandez-moi un autre jour ou une autre ville.',
        },
      },
      facts,
    },
    {
      kind: 'RainQuery',
      needs: [whichCity],
      assumes: { day: 'today' },
      say: {
        en: [
          '(will it|is it going to) (rain|be rainy) [{day}] [in {city}] [{day}]',
          '(do i need|should i take) an umbrella [{day}] [in {city}] [{day}]',
        ],
        de: [
          '(wird es|regnet es) [{day}] [in {city}] [{day}] [regnen]',
          'brauche ich [{day}] [in {city}] [{day}] einen regenschirm',
        ],
        es: ['(va a llover|llovera|llueve) [{day}] [en {city}] [{day}]'],
        fr: ['(va t il pleuvoir|est ce qu il va pleuvoir|pleut il) [{day}] [a {city}] [{day}]'],
      },
      heard: {
        en: ['will it rain in {city:Toronto,London,Boston}', 'will it rain tomorrow in London'],
        de: ['regnet es morgen in {city:Hamburg,Berlin}', 'regnet es in {city:Hamburg,Munich}'],
        es: ['va a llover mañana en {city:Madrid,Seville}'],
        fr: ['va-t-il pleuvoir demain à {city:Paris,Lyon}'],
      },
      reply: {
        en: { short: '{rain} in {city} {day}.' },
        de: { short: '{rain}, {day} in {city}.' },
        es: { short: '{rain} {day} en {city}.' },
        fr: { short: '{rain} {day} à {city}.' },
      },
      facts,
    },
    {
      kind: 'TemperatureQuery',
      needs: [whichCity],
      assumes: { day: 'today' },
      say: {
        en: [
          '(how warm|how cold|how hot) (is it|will it be) [{day}] [in {city}] [{day}]',
          'what is the temperature [in {city}] [{day}]',
        ],
        de: ['wie (warm|kalt) (ist|wird) es [{day}] [in {city}] [{day}]'],
        es: ['(que temperatura hace|cuantos grados hace|hace frio) [{day}] [en {city}] [{day}]'],
        fr: ['(quelle temperature fait il|combien de degres fait il) [{day}] [a {city}] [{day}]'],
      },
      heard: {
        en: ['how warm is it in {city:Madrid,Chicago,Toronto}'],
        de: ['wie warm ist es in {city:Munich,Berlin}'],
        es: ['qué temperatura hace en {city:Barcelona,Madrid}'],
        fr: ['quelle température fait-il à {city:Marseille,Paris}'],
      },
      reply: {
        en: { short: 'It is {degrees} degrees in {city} {day}.' },
        de: { short: '{day} sind es {degrees} Grad in {city}.' },
        es: { short: '{day} hace {degrees} grados en {city}.' },
        fr: { short: '{day} il fait {degrees} degrés à {city}.' },
      },
      facts,
    },
  ],
}
