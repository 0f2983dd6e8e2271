import type { Domain } from '#simulator/domains/domain.ts'

export const smallTalk: Domain = {
  id: 'small-talk',
  slots: {},
  intents: [
    {
      kind: 'GreetingCommand',
      say: {
        en: ['(hello|hi|hey|good morning|good evening) [there]'],
        de: ['(hallo|guten morgen|guten tag|guten abend)'],
        es: ['(hola|buenos dias|buenas tardes)'],
        fr: ['(bonjour|salut|bonsoir)'],
      },
      heard: {
        en: ['hello there', 'good morning'],
        de: ['guten morgen', 'hallo'],
        es: ['buenos días', 'hola'],
        fr: ['bonjour', 'bonsoir'],
      },
      reply: {
        en: { short: 'Hello! How can I help you?' },
        de: { short: 'Hallo! Wie kann ich helfen?' },
        es: { short: '¡Hola! ¿En qué puedo ayudarte?' },
        fr: { short: 'Bonjour ! Comment puis-je vous aider ?' },
      },
    },
    {
      kind: 'HowAreYouQuery',
      say: {
        en: ['how are you [doing] [today]'],
        de: ['wie geht es dir [heute]', 'wie gehts [dir]'],
        es: ['como estas [hoy]', 'que tal estas'],
        fr: ['comment (vas tu|allez vous|ca va)'],
      },
      heard: {
        en: ['how are you', 'how are you doing today'],
        de: ['wie geht es dir'],
        es: ['cómo estás hoy'],
        fr: ['comment vas-tu'],
      },
      reply: {
        en: { short: 'I am fine, thank you for asking.' },
        de: { short: 'Mir geht es gut, danke der Nachfrage.' },
        es: { short: 'Estoy bien, gracias por preguntar.' },
        fr: { short: 'Je vais bien, merci de demander.' },
      },
    },
    {
      kind: 'NameQuery',
      say: {
        en: ['what is your name', 'who are you'],
        de: ['wie heisst du', 'wer bist du'],
        es: ['como te llamas', 'quien eres'],
        fr: ['comment (t appelles tu|tu t appelles)', 'qui es tu'],
      },
      heard: {
        en: ['what is your name', 'who are you'],
        de: ['wie heißt du', 'wer bist du'],
        es: ['cómo te llamas'],
        fr: ["comment t'appelles-tu"],
      },
      reply: {
        en: { short: 'I am the Earshot demo assistant.' },
        de: { short: 'Ich bin der Demo-Assistent von Earshot.' },
        es: { short: 'Soy el asistente de demostración de Earshot.' },
        fr: { short: "Je suis l'assistant de démonstration d'Earshot." },
      },
    },
    {
      kind: 'JokeCommand',
      say: {
        en: ['tell me (a|another) joke', 'make me laugh'],
        de: ['erzahl [mir] einen witz', 'erzahle [mir] einen witz'],
        es: ['cuentame un chiste'],
        fr: ['raconte [moi] une blague'],
      },
      heard: {
        en: ['tell me a joke'],
        de: ['erzähle mir einen witz'],
        es: ['cuéntame un chiste'],
        fr: ['raconte-moi une blague'],
      },
      reply: {
        en: { short: 'I would tell you a joke about silence, but you would not hear it.' },
        de: { short: 'Ich kenne einen Witz über Stille, aber den hört man nicht.' },
        es: { short: 'Sé un chiste sobre el silencio, pero no se oye.' },
        fr: { short: "Je connais une blague sur le silence, mais on ne l'entend pas." },
      },
    },
    {
      kind: 'HelpQuery',
      say: {
        en: ['what can you do', 'help [me]'],
        de: ['was kannst du [alles]', 'hilfe'],
        es: ['que (puedes|sabes) hacer', 'ayuda'],
        fr: ['que (peux tu|sais tu) faire', 'aide moi'],
      },
      heard: {
        en: ['what can you do'],
        de: ['was kannst du'],
        es: ['qué puedes hacer'],
        fr: ['que peux-tu faire'],
      },
      reply: {
        en: { short: 'I know about weather, timers, routes, calls, music and orders.' },
        de: { short: 'Ich kenne Wetter, Timer, Routen, Anrufe, Musik und Bestellungen.' },
        es: { short: 'Sé de tiempo, temporizadores, rutas, llamadas, música y pedidos.' },
        fr: {
          short:
            'Je connais la météo, les minuteurs, les trajets, les appels, la musique et les commandes.',
        },
      },
    },
    {
      kind: 'ThanksCommand',
      say: {
        en: ['thank you [very much]', 'thanks [a lot]'],
        de: ['danke [schon|sehr]', 'vielen dank'],
        es: ['[muchas] gracias'],
        fr: ['merci [beaucoup]'],
      },
      heard: {
        en: ['thank you very much'],
        de: ['vielen dank'],
        es: ['muchas gracias'],
        fr: ['merci beaucoup'],
      },
      reply: {
        en: { short: 'You are welcome.' },
        de: { short: 'Gern geschehen.' },
        es: { short: 'De nada.' },
        fr: { short: 'Je vous en prie.' },
      },
    },
    {
      kind: 'GoodbyeCommand',
      say: {
        en: ['(goodbye|bye|see you) [later]', 'good night'],
        de: ['(auf wiedersehen|tschuss|gute nacht)'],
        es: ['(adios|hasta luego|buenas noches)'],
        fr: ['(au revoir|a bientot|bonne nuit)'],
      },
      heard: {
        en: ['goodbye', 'good night'],
        de: ['auf wiedersehen', 'gute nacht'],
        es: ['hasta luego', 'buenas noches'],
        fr: ['au revoir', 'bonne nuit'],
      },
      reply: {
        en: { short: 'Goodbye, drive safely.' },
        de: { short: 'Auf Wiedersehen, gute Fahrt.' },
        es: { short: 'Adiós, buen viaje.' },
        fr: { short: 'Au revoir, bonne route.' },
      },
    },
  ],
}
