import type { Domain } from '#simulator/domains/domain.ts'
import { music } from '#simulator/domains/music.ts'
import { navigation } from '#simulator/domains/navigation.ts'
import { orders } from '#simulator/domains/orders.ts'
import { phone } from '#simulator/domains/phone.ts'
import { smallTalk } from '#simulator/domains/small-talk.ts'
import { timer } from '#simulator/domains/timer.ts'
import { weather } from '#simulator/domains/weather.ts'

/** Everything the demo voice AI knows; the first match of a phrase wins. */
export const domains: Domain[] = [weather, timer, navigation, phone, music, orders, smallTalk]
