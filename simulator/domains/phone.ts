import { everywhere, type Domain, type Slot } from '#simulator/domains/domain.ts'

const contact: Slot = {
  type: 'list',
  entity: 'Contact',
  values: [
    { value: 'Anna', forms: everywhere('Anna') },
    { value: 'Sarah', forms: everywhere('Sarah') },
    { value: 'Max', forms: everywhere('Max') },
    { value: 'David', forms: everywhere('David') },
    {
      value: 'Mom',
      forms: { en: ['Mom', 'Mum', 'my mother'], de: ['Mama'], es: ['mamá'], fr: ['maman'] },
    },
    {
      value: 'office',
      forms: { en: ['the office'], de: ['das Büro'], es: ['la oficina'], fr: ['le bureau'] },
    },
  ],
}

const line: Slot = {
  type: 'list',
  entity: 'Line',
  values: [
    {
      value: 'mobile',
      forms: {
        en: ['mobile', 'her mobile', 'his mobile', 'cell phone'],
        de: ['Handy', 'dem Handy'],
        es: ['móvil', 'el móvil'],
        fr: ['portable', 'le portable'],
      },
    },
    {
      value: 'work',
      forms: { en: ['work'], de: ['Arbeit'], es: ['trabajo'], fr: ['travail'] },
    },
  ],
}

const message: Slot = {
  type: 'list',
  entity: 'Message',
  values: [
    {
      value: 'I am running late',
      forms: {
        en: ['I am running late'],
        de: ['ich komme später'],
        es: ['llego tarde'],
        fr: ['je suis en retard'],
      },
    },
    {
      value: 'I am on my way',
      forms: {
        en: ['I am on my way'],
        de: ['ich bin unterwegs'],
        es: ['voy de camino'],
        fr: ['je suis en route'],
      },
    },
  ],
}

const over = { en: 'on', de: 'über', es: 'al', fr: 'sur' }

const sent = {
  en: { short: 'Message to {contact} sent: {message}.' },
  de: { short: 'Nachricht an {contact} gesendet: {message}.' },
  es: { short: 'Mensaje a {contact} enviado: {message}.' },
  fr: { short: 'Message à {contact} envoyé : {message}.' },
}

const whom = {
  slot: 'contact',
  ask: { en: 'Whom?', de: 'Wen?', es: '¿A quién?', fr: 'Qui ?' },
}

export const phone: Domain = {
  id: 'phone',
  slots: { contact, line, message },
  intents: [
    {
      kind: 'CallCommand',
      needs: [whom],
      say: {
        en: ['(call|phone|ring|dial) {contact} [on|at] [{line}]', 'make a call [to {contact}]'],
        de: ['(ruf|rufe) {contact} [auf|uber] [{line}] an', '{contact} anrufen'],
        es: ['(llama|llamar) [a] {contact} [al|en] [{line}]'],
        fr: ['(appelle|appeler|telephone a) {contact} [sur] [{line}]'],
      },
      heard: {
        en: ['call {contact}', 'call Anna on mobile', 'call Sarah at work'],
        de: ['ruf {contact:Anna,Sarah,Max,Mom} an'],
        es: ['llama a {contact:Anna,Sarah,Max,Mom,office}'],
        fr: ['appelle {contact:Anna,Sarah,Max,Mom,office}'],
      },
      reply: {
        en: { short: 'Calling {contact}{via}.' },
        de: { short: 'Ich rufe {contact}{via} an.' },
        es: { short: 'Llamando a {contact}{via}.' },
        fr: { short: "J'appelle {contact}{via}." },
      },
      facts: ({ line }, language) => ({
        words: { via: line ? ` ${over[language]} ${line.name}` : '' },
      }),
    },
    {
      kind: 'CallLineCommand',
      afterOnly: true,
      say: {
        en: ['[use|on|at] [the] {line} [please|number]'],
        de: ['[auf|uber|nimm] {line}'],
        es: ['[al|en|por] {line}'],
        fr: ['[sur] {line}'],
      },
      heard: {
        en: ['on mobile', 'use the mobile number'],
        de: ['auf dem Handy'],
        es: ['en el móvil'],
        fr: ['sur le portable'],
      },
      reply: {
        en: { short: 'Calling {contact} on {line}.' },
        de: { short: 'Ich rufe {contact} über {line} an.' },
        es: { short: 'Llamando a {contact}, {line}.' },
        fr: { short: "J'appelle {contact}, {line}." },
      },
    },
    {
      kind: 'SpeakerCommand',
      afterOnly: true,
      say: {
        en: ['(put it on|turn on|switch to) [the] speaker'],
        de: ['(stell|schalte|stelle) [auf|den] lautsprecher [an]'],
        es: ['(pon|activa) el altavoz'],
        fr: ['(mets|active) le haut parleur'],
      },
      heard: {
        en: ['put it on speaker'],
        de: ['stelle auf lautsprecher'],
        es: ['pon el altavoz'],
        fr: ['mets le haut-parleur'],
      },
      reply: {
        en: { short: 'The call is on speaker.' },
        de: { short: 'Der Lautsprecher ist an.' },
        es: { short: 'El altavoz está activado.' },
        fr: { short: 'Le haut-parleur est activé.' },
      },
    },
    {
      kind: 'MessageTextCommand',
      say: {
        en: ['(send a message to|text|message|write to) {contact} [that|saying] {message}'],
        de: ['(schreib|schreibe) [eine nachricht an] {contact} [dass] {message}'],
        es: ['(envia|manda) un mensaje a {contact} [que] {message}'],
        fr: ['(envoie|ecris) un message a {contact} [que] {message}'],
      },
      heard: {
        en: ['text Sarah that {message}'],
        de: ['schreibe Max {message}'],
        es: ['envía un mensaje a Sarah que {message}'],
        fr: ['envoie un message à Sarah que {message}'],
      },
      reply: sent,
    },
    {
      kind: 'MessageCommand',
      needs: [whom],
      say: {
        en: ['(send a message to|text|message|write to) {contact}'],
        de: ['(schreib|schreibe) [eine nachricht an] {contact}'],
        es: ['(envia|manda) un mensaje a {contact}'],
        fr: ['(envoie|ecris) un message a {contact}'],
      },
      heard: {
        en: ['send a message to {contact:Sarah,David,Mom}'],
        de: ['schreibe eine nachricht an {contact:Sarah,Max}'],
        es: ['envía un mensaje a {contact:Sarah,Mom}'],
        fr: ['envoie un message à {contact:Sarah,Mom}'],
      },
      reply: {
        en: { short: 'What should the message to {contact} say?' },
        de: { short: 'Was soll in der Nachricht an {contact} stehen?' },
        es: { short: '¿Qué debe decir el mensaje a {contact}?' },
        fr: { short: 'Que doit dire le message à {contact} ?' },
      },
    },
    {
      kind: 'MessageTextCommand',
      afterOnly: true,
      say: {
        en: ['[say|that] {message}'],
        de: ['[schreib|dass] {message}'],
        es: ['[di|que] {message}'],
        fr: ['[dis|que] {message}'],
      },
      heard: {
        en: ['{message}', 'say {message:I am on my way}'],
        de: ['{message}'],
        es: ['{message}'],
        fr: ['{message}'],
      },
      reply: sent,
    },
    {
      kind: 'VoicemailQuery',
      say: {
        en: ['(do i have|play|check) [any|my] voicemail', 'do i have [any] new messages'],
        de: ['(habe ich|spiel|hore) [neue|meine] (nachrichten|mailbox) [ab]'],
        es: ['tengo mensajes [de voz|nuevos]'],
        fr: ['(ai je des|ecoute mes) messages'],
      },
      heard: {
        en: ['do I have any voicemail', 'play my voicemail'],
        de: ['habe ich neue nachrichten'],
        es: ['tengo mensajes nuevos'],
        fr: ['écoute mes messages'],
      },
      reply: {
        en: { short: 'You have two new messages.' },
        de: { short: 'Du hast zwei neue Nachrichten.' },
        es: { short: 'Tienes dos mensajes nuevos.' },
        fr: { short: 'Vous avez deux nouveaux messages.' },
      },
    },
    {
      kind: 'HangUpCommand',
      say: {
        en: ['hang up', 'end (the|this) call'],
        de: ['(leg|lege) auf', 'beende den anruf'],
        es: ['cuelga', 'termina la llamada'],
        fr: ['raccroche', 'termine l appel'],
      },
      heard: {
        en: ['hang up', 'end the call'],
        de: ['beende den anruf'],
        es: ['termina la llamada'],
        fr: ["termine l'appel"],
      },
      reply: {
        en: { short: 'The call is over.' },
        de: { short: 'Der Anruf ist beendet.' },
        es: { short: 'La llamada ha terminado.' },
        fr: { short: "L'appel est terminé." },
      },
    },
  ],
}
