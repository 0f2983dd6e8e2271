import type { Domain } from '#simulator/domains/domain.ts'

const howLong = {
  slot: 'duration',
  ask: {
    en: 'For how long?',
    de: 'Wie lange?',
    es: '¿Cuánto tiempo?',
    fr: 'Pour combien de temps ?',
  },
  heard: {
    en: ['(five|ten|twenty) minutes'],
    de: ['(fünf|zehn|zwanzig) minuten'],
    es: ['(cinco|diez|veinte) minutos'],
    fr: ['(cinq|dix|vingt) minutes'],
  },
}

export const timer: Domain = {
  id: 'timer',
  slots: { duration: { type: 'duration', entity: 'Duration' } },
  intents: [
    {
      kind: 'TimerStartCommand',
      needs: [howLong],
      say: {
        en: [
          '(set|start|create|make) (a|the) timer [for|of] [{duration}]',
          '(set|start|create) a {duration} timer',
          '[a] timer (for|of) {duration}',
          'count down {duration}',
        ],
        de: [
          '(stell|stelle|starte|setz|setze) [mir] (einen|den) timer [fur|auf|von] [{duration}]',
          'timer [fur|auf|von] {duration}',
        ],
        es: [
          '(pon|inicia|crea) (un|el) temporizador [de|para|a] [{duration}]',
          'temporizador (de|para) {duration}',
        ],
        fr: [
          '(mets|lance|demarre|regle) (un|le) minuteur [de|d|pour|sur] [{duration}]',
          'minuteur (de|d|pour) {duration}',
        ],
      },
      heard: {
        en: [
          'set a timer for (one|five|ten|twenty|thirty) minutes',
          'set a timer for half an hour',
          'set a timer for two hours',
          'start a timer for fifteen minutes',
          'set a timer',
        ],
        de: [
          'stelle einen timer auf (fünf|zehn|zwanzig|dreißig) minuten',
          'stelle einen timer auf eine stunde',
          'stelle einen timer',
        ],
        es: [
          'pon un temporizador de (cinco|diez|veinte|treinta) minutos',
          'pon un temporizador de una hora',
          'pon un temporizador',
        ],
        fr: [
          'mets un minuteur de (cinq|dix|vingt|trente) minutes',
          "mets un minuteur d'une heure",
          'mets un minuteur',
        ],
      },
      reply: {
        en: {
          short: 'Your timer is set for {duration}.',
          long: 'I will tell you when it is over.',
        },
        de: { short: 'Dein Timer läuft: {duration}.', long: 'Ich sage Bescheid, wenn er abläuft.' },
        es: { short: 'Tu temporizador es de {duration}.', long: 'Te avisaré cuando termine.' },
        fr: {
          short: 'Votre minuteur est réglé sur {duration}.',
          long: 'Je vous préviendrai à la fin.',
        },
      },
    },
    {
      kind: 'TimerChangeCommand',
      afterOnly: true,
      needs: [howLong],
      say: {
        en: ['(set|change|make) it [to] {duration}', 'make (that|it) {duration} [instead]'],
        de: ['(stell|stelle|ander|andere|setz|setze) ihn auf {duration}', 'mach {duration} daraus'],
        es: ['(cambialo|ponlo) (a|en) {duration}', 'mejor {duration}'],
        fr: ['(change le|mets le|regle le) (a|sur) {duration}', 'plutot {duration}'],
      },
      heard: {
        en: ['set it to (ten|twenty|forty) minutes', 'make it (five|fifteen) minutes'],
        de: ['stelle ihn auf (zehn|fünfzehn|zwanzig) minuten'],
        es: ['cámbialo a (diez|quince|veinte) minutos'],
        fr: ['change-le à (dix|quinze|vingt) minutes'],
      },
      reply: {
        en: { short: 'The timer is now set to {duration}.' },
        de: { short: 'Der Timer steht jetzt auf {duration}.' },
        es: { short: 'El temporizador ahora es de {duration}.' },
        fr: { short: 'Le minuteur est maintenant réglé sur {duration}.' },
      },
    },
    {
      kind: 'TimerCancelCommand',
      say: {
        en: ['(cancel|stop|delete|turn off) (the|my) timer'],
        de: ['(stoppe|stopp|losche|brich) den timer [ab]'],
        es: ['(cancela|borra|quita) el temporizador'],
        fr: ['(annule|arrete|supprime) le minuteur'],
      },
      heard: {
        en: ['cancel the timer', 'stop my timer'],
        de: ['lösche den timer', 'stoppe den timer'],
        es: ['cancela el temporizador'],
        fr: ['annule le minuteur'],
      },
      reply: {
        en: { short: 'The timer is cancelled.' },
        de: { short: 'Der Timer ist gelöscht.' },
        es: { short: 'El temporizador está cancelado.' },
        fr: { short: 'Le minuteur est annulé.' },
      },
    },
    {
      kind: 'TimerCancelCommand',
      afterOnly: true,
      say: {
        en: ['(cancel|stop|delete) (it|that)', 'never mind'],
        de: ['(losch|losche|stopp|stoppe) ihn', 'brich ihn ab'],
        es: ['(cancelalo|borralo)'],
        fr: ['(annule le|arrete le)'],
      },
      heard: { en: ['cancel it'], de: ['lösche ihn'], es: ['cancélalo'], fr: ['annule-le'] },
      reply: {
        en: { short: 'The timer is cancelled.' },
        de: { short: 'Der Timer ist gelöscht.' },
        es: { short: 'El temporizador está cancelado.' },
        fr: { short: 'Le minuteur est annulé.' },
      },
    },
    {
      kind: 'TimerPauseCommand',
      say: {
        en: ['pause (the|my) timer'],
        de: ['(pausiere|halte) den timer [an]'],
        es: ['(pausa|deten) el temporizador'],
        fr: ['(mets en pause|suspends) le minuteur'],
      },
      heard: {
        en: ['pause the timer'],
        de: ['pausiere den timer'],
        es: ['pausa el temporizador'],
        fr: ['suspends le minuteur'],
      },
      reply: {
        en: { short: 'The timer is paused.' },
        de: { short: 'Der Timer ist angehalten.' },
        es: { short: 'El temporizador está en pausa.' },
        fr: { short: 'Le minuteur est en pause.' },
      },
    },
    {
      kind: 'TimerStatusQuery',
      needs: [howLong],
      say: {
        en: ['how much time is left [on the timer]', 'how long is left [on the timer]'],
        de: ['wie viel zeit (ist|bleibt) noch', 'wie lange lauft (der timer|er) noch'],
        es: ['cuanto (tiempo queda|queda|falta)'],
        fr: ['combien de temps (reste t il|il reste)'],
      },
      heard: {
        en: ['how much time is left'],
        de: ['wie viel zeit bleibt noch'],
        es: ['cuánto tiempo queda'],
        fr: ['combien de temps reste-t-il'],
      },
      reply: {
        en: { short: 'There are {duration} left on your timer.' },
        de: { short: 'Dein Timer läuft noch {duration}.' },
        es: { short: 'Quedan {duration} en tu temporizador.' },
        fr: { short: 'Il reste {duration} sur votre minuteur.' },
      },
    },
  ],
}
