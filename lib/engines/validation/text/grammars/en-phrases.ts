import { phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

/** Add nothing to an answer; none of them denies, promises or asks for anything that a caller was told. */
export const polite = phrases(
  `hello|hi|hey|hi there|hello there|good morning|good afternoon|good evening|welcome|
  thanks|thank you|thank you very much|thanks a lot|many thanks|thank you for calling|thanks for calling|
  thank you for your call|thank you for waiting|thanks for waiting|thank you for your patience|thanks for your patience|
  thank you for holding|please|sure|sure thing|certainly|of course|absolutely|definitely|gladly|with pleasure|my pleasure|
  okay|ok|all right|alright|great|perfect|excellent|wonderful|fantastic|awesome|very good|very well|got it|
  no problem|not a problem|no worries|you are welcome|you're welcome|don't mention it|one moment|one moment please|
  just a moment|just a moment please|just a second|one second|let me see|let me check|let me check that|
  let me check that for you|here you go|there you go|here it is|sounds good|understood|noted|now then|
  have a nice day|have a great day|have a good day|have a good one|have a lovely day|have a wonderful day|
  have a nice evening|have a great evening|have a good evening|enjoy your day|goodbye|good bye|bye|bye bye|take care|
  is there anything else|is there anything else i can do for you|is there anything else i can help you with|
  is there anything else i can help with|is there anything else i can do|can i help you with anything else|
  can i do anything else for you|anything else|anything else i can help with|anything else i can do for you|
  what else can i do for you|what else can i help you with|how else can i help|may i help you with anything else|
  happy to help|glad to help|i am happy to help|i'm happy to help|glad i could help|i would be happy to help|
  i'd be happy to help|sir|madam|ma'am`,
)

export const negations = phrases(
  `not|no|never|none|nobody|nothing|nowhere|neither|nor|without|hardly|scarcely|barely|no longer|no one|non|
  instead of|rather than|other than|except|excluding|lacks|lacking|void of|free of`,
)

/** `unavailable`, `impossible`, `irregular`, `disconnected`, `sugarless`; only before what could stand alone. */
export const negationPatterns: readonly RegExp[] = [
  /^un(?!der|til|ion|ique|it|iverse|ivers|less|cle|iform|ix|ify|ited|anim)\p{L}{3,}$/u,
  /^(?:im|ir|il)(?:possible|proper|perfect|polite|patient|mobile|practical|balance|regular|relevant|responsible|legal|legible|logical|literate)/u,
  /^in(?:correct|valid|active|complete|sufficient|accurate|accessible|ability|capable|consistent|convenient|direct|effective|eligible|operative|visible|definite|frequent|secure)/u,
  /^dis(?:connect|able|agree|allow|approve|continue|satisf|like|engage|qualif|respect|regard|honest|obey|appear)/u,
  /^(?:mis|non)(?:understood|understand|heard|match|leading|placed|spelled|smoking|stop|refundable|fat|alcoholic|existent|payment)/u,
  /^\p{L}{3,}less$/u,
  /^\p{L}+n't$/u,
]

export const conditions = phrases(
  `if|unless|whether|provided|providing|as long as|in case|otherwise|until|once|when|whenever|assuming|subject to|
  depending|depends|only if|only when|maybe|perhaps|possibly|probably|likely|unlikely|might|may|could|would|should|
  i can|we can|cannot|must|try|trying|tried|attempt|attempted|attempting|fail|failed|fails|failing|failure|unable|unsuccessful|
  refuse|refused|refuses|decline|declined|deny|denied|reject|rejected|rejects|error|wrong|trouble|problem|problems|issue|
  issues|pending|waiting|cancel|cancelled|canceled|cancellation|almost|nearly|about to|going to|want|wants|wanted|wish|need|needs|needed|
  plan|planned|hope|hoped|seems|seem|appears|appear|sorry|unfortunately|afraid|regret|doubt|used to|formerly|previously|
  supposed to|meant to|pretend|forgot|forgotten|stopped|no longer|anymore|any more|except|far from|asked|asking|claim|claims|claimed|
  suggest|says|said|think|thinks|thought|believe|believes|let me|let us`,
)

export const harmless = phrases(
  `no problem|not a problem|no worries|no doubt|not only|not just|no matter|why not|no need to worry|don't worry|
  do not worry|not to worry|don't mention it|do not mention it|do not hesitate|don't hesitate|never mind|no trouble|no trouble at all|
  nothing else|no extra cost|no additional cost|no additional charge|no extra charge|can not wait|can't wait|no later than|
  no more than|no less than|not less than|not more than|no fewer than|last but not least|whether or not|
  sure thing|of course|if you like|if you wish|if you want|if you need anything else|if you have any questions|
  if there is anything else|would you like|may i help you|without a doubt|without doubt|without any doubt`,
)

export const questions = phrases(
  `who|whom|whose|what|which|where|when|why|how|what's|who's|where's|do you|did you|does it|does he|does she|is it|is that|
  is this|are you|are there|is there|can you|can i|could you|could i|would you|will you|should i|shall i|may i|have you|
  has it|had you|was it|were you`,
)

export const approximators = phrases(
  `about|around|approximately|roughly|almost|nearly|close to|up to|at least|at most|more than|less than|over|under|above|
  below|or so|or more|or less|or fewer|no more than|no less than|no later than|no earlier than|not more than|not less than|
  fewer than|greater than|maximum|minimum|at the latest|at the earliest|some|before|after|until|till|by|since|from|within|between|
  just under|just over|well over|beyond|exceeding|as many as|as much as|as little as|circa|ca|approx|give or take|ish`,
)

export const functionWords: ReadonlySet<string> = new Set(
  words(
    `a an the and or but of to in on at by for from with as is are was were be been being am do does did have has had i you
    he she it we they me him her us them my your his its our their this that these those there here will would shall
    should can could may might must not no so if then than too very just also into onto out up down over under about`,
  ),
)

export const fillers: ReadonlySet<string> = new Set(
  words('uh um uhm uhh umm er erm hmm hm mm mmm ah eh'),
)

export const yes: ReadonlySet<string> = new Set(
  words(
    'yes yeah yep yup true correct right confirmed confirm affirmative sure okay ok on enabled y definitely absolutely',
  ),
)
export const no: ReadonlySet<string> = new Set(
  words('no nope nah false incorrect wrong negative off disabled n denied'),
)
