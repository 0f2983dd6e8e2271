'use client'

import { TriangleAlert, Upload } from 'lucide-react'
import { useRef, useState } from 'react'

import type { NoiseOption } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { soundAccept } from '#lib/platform/format/sound-names.ts'

type NoiseRecordingFieldProps = {
  name: string
  initial: string
  noises: NoiseOption[]
  error: string | undefined
}

/** Chooses uploaded noise, or uploads some, which is then chosen. */
export function NoiseRecordingField({ name, initial, noises, error }: NoiseRecordingFieldProps) {
  const picker = useRef<HTMLInputElement>(null)
  const [added, setAdded] = useState<NoiseOption[]>([])
  const [chosen, setChosen] = useState(initial)
  const [refusal, setRefusal] = useState<string>()
  const [warnings, setWarnings] = useState<string[]>([])
  const [pending, setPending] = useState(false)
  const all = [...noises, ...added.filter(({ key }) => !noises.some((one) => one.key === key))]

  const take = async (file: File | undefined) => {
    if (!file) return
    setPending(true)
    setRefusal(undefined)
    setWarnings([])
    try {
      const { uploadNoise } =
        await import('#app/(dashboard)/settings/device-profiles/_lib/upload-noise.ts')
      const { warnings: odd, ...noise } = await uploadNoise(file)
      setAdded((before) => [...before, noise])
      setWarnings(odd)
      setChosen(noise.key)
    } catch (thrown) {
      setRefusal(thrown instanceof Error ? thrown.message : 'The upload failed')
    } finally {
      setPending(false)
      if (picker.current) picker.current.value = ''
    }
  }
  return (
    <Field
      label="Recording"
      hint="WAV, MP3, Ogg, FLAC or WebM of half a second to a minute; it is repeated for as long as somebody speaks."
      required
      error={refusal ?? error}
      className="sm:col-span-2"
    >
      {(aria) => (
        <span className="flex flex-wrap gap-2">
          <Select
            {...aria}
            name={name}
            className="min-w-40 flex-1"
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="">{all.length === 0 ? 'Nothing uploaded yet' : 'Choose'}</option>
            {all.map((noise) => (
              <option key={noise.key} value={noise.key}>
                {noise.name}
              </option>
            ))}
          </Select>
          <input
            ref={picker}
            type="file"
            accept={soundAccept}
            className="hidden"
            aria-label="Recording of the noise"
            tabIndex={-1}
            onChange={(event) => void take(event.target.files?.[0])}
          />
          <Button variant="outline" disabled={pending} onClick={() => picker.current?.click()}>
            {pending ? <Spinner /> : <Upload aria-hidden />} Upload recording
          </Button>
          {warnings.length > 0 && (
            <span role="status" className="text-invalid w-full space-y-1 text-xs leading-4">
              {warnings.map((warning) => (
                <span key={warning} className="flex items-start gap-1">
                  <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
                  {warning}
                </span>
              ))}
            </span>
          )}
        </span>
      )}
    </Field>
  )
}
