import type { UsedProfile } from '#lib/device-profiles/used-profile.ts'
import { builtInProfiles } from '#lib/engines/speech/conditions/built-in-profiles.ts'

/** Ids for ever: executions refer to them. A seventh profile adds its line. */
const ids: Record<string, string> = {
  'Quiet room': '68356720-01dc-4bc5-a780-e641e3e16ffe',
  'Car at 120 km/h': '4b3f7722-a96b-49f7-8c01-aaffefe538a1',
  Café: '34175c74-b10c-4991-8886-2f5b579a355c',
  Speakerphone: 'f2a89ebe-e1ae-46fc-aabc-fff8a5ca9ac3',
  Landline: 'fe968080-d2bb-42c1-8092-d0c1cc934e76',
  'Poor mobile': 'a0c23750-3236-4378-a0c0-c4d3ff30c643',
}

type BuiltIn = UsedProfile & { description: string }

/** Profiles that every organization has without a row. */
export const builtIns: readonly BuiltIn[] = builtInProfiles.map((profile) => {
  const id = ids[profile.name]
  if (!id) throw new Error(`The built-in profile ${profile.name} has no id`)
  return { ...profile, id, seed: 1 }
})

export const findBuiltIn = (id: string) => builtIns.find((profile) => profile.id === id)

export const isBuiltInName = (name: string) =>
  builtIns.some((profile) => profile.name.toLowerCase() === name.trim().toLowerCase())
