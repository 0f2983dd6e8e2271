import { expect, test } from 'vitest'

import { sameWording } from '#lib/engines/validation/text/same-wording.ts'

/** Whether both say the same: signs, greetings, capitals and pauses are part of what is said. */
const rows: [language: string, expected: string, reply: string, same: boolean][] = [
  ['en-US', 'All set ✅', 'All set ❌', false],
  ['en-US', 'All set.', 'All set ✅', false],
  ['en-US', 'Sounds good :)', 'Sounds good :(', false],
  ['en-US', 'Good morning, your car is here.', 'Good night, your car is here.', false],
  ['en-US', 'Hello, your car is here.', 'Hi, your car is here.', true],
  ['en-US', 'Hello, your car is here.', 'Your car is here.', true],
  ['de-DE', 'Guten Morgen, Ihr Wagen ist da.', 'Gute Nacht, Ihr Wagen ist da.', false],
  ['fr-FR', 'Bonjour, votre taxi est là.', 'Au revoir, votre taxi est là.', false],
  ['es-ES', 'Hola, su taxi está aquí.', 'Adiós, su taxi está aquí.', false],
  ['en-US', 'Call me, Ann.', 'Call me Ann.', false],
  ['en-US', 'Wait. Listen.', 'Wait listen.', false],
  ['en-US', 'Take the bus to the ER.', 'Take the bus to the er.', false],
  ['tr-TR', 'Şey istiyorum.', 'İstiyorum.', false],
  ['en-US', 'Sure, it is open.', 'Of course, it is open.', true],
  ['en-US', 'It is open, sir.', 'It is open.', true],
  ['de-DE', 'Er trinkt in Maßen.', 'Er trinkt in Massen.', false],
  ['de-DE', 'Die Straße ist frei.', 'Die Strasse ist frei.', true],
  ['de-DE', 'Haben Sie Zeit?', 'Haben sie Zeit?', false],
  ['en-US', 'We love Turkey.', 'We love turkey.', false],
  ['en-US', 'It is sunny in Toronto.', 'it is sunny in toronto', true],
  ['en-US', 'Speed is 5 mW.', 'Speed is 5 MW.', false],
  ['en-US', 'Move → right', 'Move ← right', false],
  ['ja-JP', '完了しました✅', '完了しました❌', false],
  ['en-US', 'The room is ready.', 'The room is ready!', true],
  ['en-US', 'Uh, it is open.', 'It is open.', true],
]

test.each(rows)('%s: %s and %s: %s', (language, expected, reply, same) => {
  expect(sameWording(expected, reply, language)).toBe(same)
  expect(sameWording(reply, expected, language)).toBe(same)
})
