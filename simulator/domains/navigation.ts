import type { Domain, Filling, Slot } from '#simulator/domains/domain.ts'

const place: Slot = {
  type: 'list',
  entity: 'Destination',
  values: [
    {
      value: 'home',
      forms: { en: ['home'], de: ['nach Hause'], es: ['a casa'], fr: ['à la maison'] },
    },
    {
      value: 'work',
      forms: {
        en: ['to work', 'work', 'to the office'],
        de: ['zur Arbeit', 'ins Büro'],
        es: ['al trabajo', 'a la oficina'],
        fr: ['au travail', 'au bureau'],
      },
    },
    {
      value: 'airport',
      forms: {
        en: ['to the airport', 'the airport'],
        de: ['zum Flughafen'],
        es: ['al aeropuerto'],
        fr: ["à l'aéroport"],
      },
    },
    {
      value: 'train station',
      forms: {
        en: ['to the train station', 'the train station'],
        de: ['zum Bahnhof'],
        es: ['a la estación'],
        fr: ['à la gare'],
      },
    },
    {
      value: 'hospital',
      forms: {
        en: ['to the hospital', 'the hospital'],
        de: ['zum Krankenhaus'],
        es: ['al hospital'],
        fr: ["à l'hôpital"],
      },
    },
    {
      value: 'city centre',
      forms: {
        en: ['to the city center', 'to the city centre', 'downtown'],
        de: ['in die Innenstadt'],
        es: ['al centro'],
        fr: ['au centre-ville', 'au centre ville'],
      },
    },
  ],
}

const stop: Slot = {
  type: 'list',
  entity: 'Stop',
  values: [
    {
      value: 'gas station',
      forms: {
        en: ['a gas station', 'the gas station'],
        de: ['einer Tankstelle', 'der Tankstelle'],
        es: ['una gasolinera', 'la gasolinera'],
        fr: ['une station-service', 'une station service'],
      },
    },
    {
      value: 'supermarket',
      forms: {
        en: ['a supermarket', 'the supermarket'],
        de: ['einem Supermarkt', 'dem Supermarkt'],
        es: ['un supermercado', 'el supermercado'],
        fr: ['un supermarché', 'le supermarché'],
      },
    },
    {
      value: 'pharmacy',
      forms: {
        en: ['a pharmacy', 'the pharmacy'],
        de: ['einer Apotheke', 'der Apotheke'],
        es: ['una farmacia', 'la farmacia'],
        fr: ['une pharmacie', 'la pharmacie'],
      },
    },
  ],
}

const avoid: Slot = {
  type: 'list',
  entity: 'Avoid',
  values: [
    {
      value: 'highways',
      forms: {
        en: ['highways', 'motorways', 'freeways'],
        de: ['Autobahnen'],
        es: ['autopistas'],
        fr: ['les autoroutes', 'autoroutes'],
      },
    },
    {
      value: 'tolls',
      forms: {
        en: ['tolls', 'toll roads'],
        de: ['Mautstraßen', 'Mautstrassen'],
        es: ['peajes'],
        fr: ['les péages', 'péages'],
      },
    },
  ],
}

const whereTo = {
  slot: 'place',
  ask: { en: 'Where to?', de: 'Wohin?', es: '¿Adónde?', fr: 'Où voulez-vous aller ?' },
}

const minutes: Record<string, number> = {
  home: 25,
  work: 35,
  airport: 40,
  'train station': 15,
  hospital: 12,
  'city centre': 20,
}

function facts(filling: Filling) {
  const travel = minutes[String(filling['place']?.value)] ?? 30
  return { words: { minutes: String(travel) }, entities: { Minutes: travel } }
}

export const navigation: Domain = {
  id: 'navigation',
  slots: { place, stop, avoid },
  intents: [
    {
      kind: 'NavigationCommand',
      needs: [whereTo],
      say: {
        en: [
          '(navigate|drive|drive me|take me|get me|bring me|directions|i want to go) [{place}]',
          'start navigation [{place}]',
        ],
        de: [
          '(navigiere|fahr|fahre|bring|bringe|fuhre) [mich] [{place}]',
          'navigation {place} [starten]',
        ],
        es: ['(navega|llevame|conduce|vamos) [{place}]'],
        fr: ['(emmene moi|conduis moi|navigue|va) [{place}]'],
      },
      heard: {
        en: [
          'navigate home',
          'take me {place:home,work,airport,train station,hospital}',
          'navigate to the airport',
          'navigate to the city center',
        ],
        de: ['navigiere {place:home,work,airport,train station,city centre}'],
        es: ['llévame {place:home,work,airport,train station}'],
        fr: ['emmène-moi {place:home,work,airport,train station}'],
      },
      reply: {
        en: { short: 'Starting the route {place}. It takes {minutes} minutes.' },
        de: { short: 'Ich starte die Route {place}. Sie dauert {minutes} Minuten.' },
        es: { short: 'Empiezo la ruta {place}. Son {minutes} minutos.' },
        fr: { short: "Je lance l'itinéraire {place}. Il faut {minutes} minutes." },
      },
      facts,
    },
    {
      kind: 'TravelTimeQuery',
      needs: [whereTo],
      say: {
        en: ['how long (will it take|does it take|is the drive) [to get] [{place}]'],
        de: ['wie lange (dauert es|dauert die fahrt|brauche ich) [{place}]'],
        es: ['cuanto (se tarda|tardo|tardamos) [{place}]'],
        fr: ['combien de temps (faut il|dure le trajet) [pour aller] [{place}]'],
      },
      heard: {
        en: ['how long will it take', 'how long does it take to get {place:airport,home}'],
        de: ['wie lange dauert es', 'wie lange brauche ich {place:airport}'],
        es: ['cuánto se tarda', 'cuánto se tarda {place:airport}'],
        fr: ['combien de temps faut-il'],
      },
      reply: {
        en: { short: 'The drive {place} takes {minutes} minutes.' },
        de: { short: 'Die Fahrt {place} dauert {minutes} Minuten.' },
        es: { short: 'El viaje {place} dura {minutes} minutos.' },
        fr: { short: 'Le trajet {place} dure {minutes} minutes.' },
      },
      facts,
    },
    {
      kind: 'TrafficQuery',
      needs: [whereTo],
      say: {
        en: [
          'how is [the] traffic [on the way] [{place}]',
          'is there [a lot of|much] traffic [{place}]',
        ],
        de: ['wie ist der verkehr [{place}]', 'gibt es stau [{place}]'],
        es: ['como esta el trafico [{place}]'],
        fr: ['comment est la circulation [{place}]'],
      },
      heard: {
        en: ['how is the traffic', 'how is the traffic on the way {place:airport,work,home}'],
        de: ['wie ist der verkehr', 'gibt es stau {place:airport}'],
        es: ['cómo está el tráfico'],
        fr: ['comment est la circulation'],
      },
      reply: {
        en: { short: 'Traffic on the way {place} is light.' },
        de: { short: 'Es gibt wenig Verkehr auf dem Weg {place}.' },
        es: { short: 'Hay poco tráfico en el camino {place}.' },
        fr: { short: 'La circulation est fluide pour aller {place}.' },
      },
    },
    {
      kind: 'AddStopCommand',
      afterOnly: true,
      say: {
        en: ['add a stop at {stop}', 'stop at {stop} [on the way]'],
        de: ['halte an {stop}', 'zwischenstopp an {stop}'],
        es: ['(anade una parada en|para en) {stop}'],
        fr: ['(ajoute un arret a|arrete toi a) {stop}'],
      },
      heard: {
        en: ['add a stop at {stop}'],
        de: ['halte an {stop:gas station,pharmacy}'],
        es: ['añade una parada en {stop:gas station,supermarket}'],
        fr: ['ajoute un arrêt à {stop:gas station,pharmacy}'],
      },
      reply: {
        en: { short: 'I added a stop at {stop}.' },
        de: { short: 'Ich habe einen Halt an {stop} eingeplant.' },
        es: { short: 'He añadido una parada en {stop}.' },
        fr: { short: "J'ai ajouté un arrêt à {stop}." },
      },
    },
    {
      kind: 'RouteOptionCommand',
      afterOnly: true,
      say: {
        en: ['avoid {avoid}', 'without {avoid}'],
        de: ['(vermeide|ohne) {avoid}'],
        es: ['(evita|sin) {avoid}'],
        fr: ['(evite|sans) {avoid}'],
      },
      heard: {
        en: ['avoid {avoid}'],
        de: ['vermeide {avoid}'],
        es: ['evita {avoid}'],
        fr: ['évite {avoid}'],
      },
      reply: {
        en: { short: 'The new route avoids {avoid}.' },
        de: { short: 'Die neue Route vermeidet {avoid}.' },
        es: { short: 'La nueva ruta evita {avoid}.' },
        fr: { short: 'Le nouvel itinéraire évite {avoid}.' },
      },
    },
    {
      kind: 'NavigationCancelCommand',
      say: {
        en: ['(cancel|stop|end) (the route|navigation|the navigation)'],
        de: ['(beende|stoppe) die (navigation|route)'],
        es: ['(cancela|termina) la (ruta|navegacion)'],
        fr: ['(annule|arrete) (l itineraire|la navigation)'],
      },
      heard: {
        en: ['cancel the route', 'stop navigation'],
        de: ['beende die navigation'],
        es: ['cancela la ruta'],
        fr: ["annule l'itinéraire"],
      },
      reply: {
        en: { short: 'The route is cancelled.' },
        de: { short: 'Die Navigation ist beendet.' },
        es: { short: 'La ruta está cancelada.' },
        fr: { short: "L'itinéraire est annulé." },
      },
    },
  ],
}
