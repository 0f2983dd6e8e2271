import { everywhere, type Domain, type Slot } from '#simulator/domains/domain.ts'

const song: Slot = {
  type: 'list',
  entity: 'Song',
  values: [
    { value: 'Moon River', forms: everywhere('Moon River') },
    { value: 'Yellow Submarine', forms: everywhere('Yellow Submarine') },
    { value: 'Bohemian Rhapsody', forms: everywhere('Bohemian Rhapsody') },
    { value: 'La Bamba', forms: everywhere('La Bamba') },
    { value: 'La Vie en rose', forms: everywhere('La Vie en rose') },
  ],
}

const genre: Slot = {
  type: 'list',
  entity: 'Genre',
  values: [
    { value: 'jazz', forms: everywhere('jazz') },
    { value: 'rock', forms: everywhere('rock') },
    {
      value: 'classical',
      forms: {
        en: ['classical music', 'classical'],
        de: ['klassische Musik', 'Klassik'],
        es: ['música clásica'],
        fr: ['musique classique'],
      },
    },
  ],
}

const way: Slot = {
  type: 'list',
  entity: 'Direction',
  values: [
    { value: 'up', forms: { en: ['up', 'louder'], de: ['lauter'], es: ['sube'], fr: ['monte'] } },
    {
      value: 'down',
      forms: { en: ['down', 'quieter', 'softer'], de: ['leiser'], es: ['baja'], fr: ['baisse'] },
    },
  ],
}

export const music: Domain = {
  id: 'music',
  slots: { song, genre, way, percent: { type: 'percent', entity: 'Volume' } },
  intents: [
    {
      kind: 'PlaySongCommand',
      say: {
        en: ['(play|put on) [the song] {song}', 'i want to (hear|listen to) {song}'],
        de: ['(spiel|spiele) [das lied] {song}', 'ich mochte {song} horen'],
        es: ['(pon|toca|reproduce) [la cancion] {song}'],
        fr: ['(joue|mets) [la chanson] {song}'],
      },
      heard: {
        en: ['play {song}', 'play the song {song:Moon River,Yellow Submarine}'],
        de: ['spiele {song:Moon River,Yellow Submarine,Bohemian Rhapsody}'],
        es: ['pon {song:La Bamba,Moon River,Bohemian Rhapsody}'],
        fr: ['joue {song:La Vie en rose,Moon River,Bohemian Rhapsody}'],
      },
      reply: {
        en: { short: 'Playing {song}.' },
        de: { short: 'Ich spiele {song}.' },
        es: { short: 'Suena {song}.' },
        fr: { short: 'Je joue {song}.' },
      },
    },
    {
      kind: 'PlayGenreCommand',
      say: {
        en: ['(play|put on) [some] {genre} [music]'],
        de: ['(spiel|spiele) [etwas] {genre}'],
        es: ['(pon|toca) [algo de] {genre}'],
        fr: ['(joue|mets) (du|de la) {genre}'],
      },
      heard: {
        en: ['play some {genre}'],
        de: ['spiele etwas {genre}'],
        es: ['pon algo de {genre:jazz,rock}'],
        fr: ['joue du {genre:jazz,rock}'],
      },
      reply: {
        en: { short: 'Here is some {genre}.' },
        de: { short: 'Hier kommt {genre}.' },
        es: { short: 'Aquí tienes {genre}.' },
        fr: { short: 'Voici du {genre}.' },
      },
    },
    {
      kind: 'MusicPauseCommand',
      say: {
        en: ['pause [the] (music|song)'],
        de: ['(pausiere|halte) die musik [an]'],
        es: ['pausa la (musica|cancion)'],
        fr: ['mets la musique en pause'],
      },
      heard: {
        en: ['pause the music'],
        de: ['pausiere die musik'],
        es: ['pausa la música'],
        fr: ['mets la musique en pause'],
      },
      reply: {
        en: { short: 'The music is paused.' },
        de: { short: 'Die Musik ist angehalten.' },
        es: { short: 'La música está en pausa.' },
        fr: { short: 'La musique est en pause.' },
      },
    },
    {
      kind: 'MusicStopCommand',
      say: {
        en: ['(stop|turn off) [the] (music|song)'],
        de: ['(stoppe|beende) die musik', 'mach die musik aus'],
        es: ['(para|apaga|quita) la (musica|cancion)'],
        fr: ['(arrete|coupe) la musique'],
      },
      heard: {
        en: ['stop the music'],
        de: ['stoppe die musik'],
        es: ['apaga la música'],
        fr: ['arrête la musique'],
      },
      reply: {
        en: { short: 'The music is off.' },
        de: { short: 'Die Musik ist aus.' },
        es: { short: 'La música está apagada.' },
        fr: { short: 'La musique est arrêtée.' },
      },
    },
    {
      kind: 'NextSongCommand',
      say: {
        en: ['[play] [the] next (song|track|one)', 'skip this [song]'],
        de: ['[spiele] (nachstes|das nachste) lied', 'uberspringe das lied'],
        es: ['[pon] [la] siguiente cancion'],
        fr: ['[la] chanson suivante'],
      },
      heard: {
        en: ['next song', 'play the next one'],
        de: ['nächstes lied'],
        es: ['siguiente canción'],
        fr: ['chanson suivante'],
      },
      reply: {
        en: { short: 'Here is the next song.' },
        de: { short: 'Hier kommt das nächste Lied.' },
        es: { short: 'Aquí va la siguiente canción.' },
        fr: { short: 'Voici la chanson suivante.' },
      },
    },
    {
      kind: 'VolumeCommand',
      say: {
        en: [
          '(turn it|make it) {way}',
          'turn the (volume|music) {way}',
          '{way} please',
          'set the volume to {percent}',
        ],
        de: ['[mach] [es|die musik] {way}', '[stelle] [die] lautstarke auf {percent}'],
        es: ['{way} el volumen', 'pon el volumen al {percent}'],
        fr: ['{way} le (son|volume)', 'mets le volume a {percent}'],
      },
      heard: {
        en: ['turn it {way}', 'set the volume to fifty percent', 'make it louder'],
        de: ['mach es {way}', 'lautstärke auf fünfzig prozent'],
        es: ['{way} el volumen'],
        fr: ['{way} le son'],
      },
      reply: {
        en: { short: 'The volume is changed.' },
        de: { short: 'Die Lautstärke ist geändert.' },
        es: { short: 'El volumen ha cambiado.' },
        fr: { short: 'Le volume est modifié.' },
      },
    },
    {
      kind: 'NowPlayingQuery',
      say: {
        en: ['(what song is this|what is playing|who sings this)'],
        de: ['(welches lied ist das|was lauft gerade)'],
        es: ['(que cancion es|que esta sonando)'],
        fr: ['(quelle est cette chanson|c est quoi cette chanson)'],
      },
      heard: {
        en: ['what song is this', 'what is playing'],
        de: ['welches lied ist das'],
        es: ['qué canción es'],
        fr: ['quelle est cette chanson'],
      },
      reply: {
        en: { short: 'This is Moon River by Henry Mancini.' },
        de: { short: 'Das ist Moon River von Henry Mancini.' },
        es: { short: 'Es Moon River de Henry Mancini.' },
        fr: { short: "C'est Moon River de Henry Mancini." },
      },
      facts: () => ({ words: {}, entities: { Song: 'Moon River', Artist: 'Henry Mancini' } }),
    },
  ],
}
