import type { Domain } from './domain.ts'
import { music } from './music.ts'
import { navigation } from './navigation.ts'
import { phone } from './phone.ts'
import { smallTalk } from './small-talk.ts'
import { timer } from './timer.ts'
import { weather } from './weather.ts'

/** Everything the demo voice AI knows; the first match of a phrase wins. */
export const domains: Domain[] = [weather, timer, navigation, phone, music, smallTalk]
