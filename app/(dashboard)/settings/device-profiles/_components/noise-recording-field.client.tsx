'use client'

import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { z } from 'zod'

import type { NoiseOption } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { NoiseRecordingView } from '#lib/device-profiles/schema.ts'

type NoiseRecordingFieldProps = {
  name: string
  initial: string
  noises: NoiseOption[]
  error: string | undefined
}

const Problem = z.object({ detail: z.string() })

async function upload(file: File): Promise<NoiseOption> {
  const name = file.name.replace(/\.wav$/i, '').slice(0, 200) || 'Noise'
  const response = await fetch(`/api/v1/device-profiles/noise?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: { 'content-type': 'audio/wav' },
    body: file,
  })
  const answer: unknown = await response.json()
  if (response.ok) return NoiseRecordingView.parse(answer)
  throw new Error(Problem.safeParse(answer).data?.detail ?? `HTTP ${response.status}`)
}

/** Chooses uploaded noise, or uploads some, which is then chosen. */
export function NoiseRecordingField({ name, initial, noises, error }: NoiseRecordingFieldProps) {
  const picker = useRef<HTMLInputElement>(null)
  const [added, setAdded] = useState<NoiseOption[]>([])
  const [chosen, setChosen] = useState(initial)
  const [refusal, setRefusal] = useState<string>()
  const [pending, setPending] = useState(false)
  const all = [...noises, ...added.filter(({ key }) => !noises.some((one) => one.key === key))]

  const take = async (file: File | undefined) => {
    if (!file) return
    setPending(true)
    setRefusal(undefined)
    try {
      const noise = await upload(file)
      setAdded((before) => [...before, noise])
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
      hint="A WAV of half a second to a minute; it is repeated for as long as somebody speaks."
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
            accept=".wav,audio/wav,audio/x-wav"
            className="hidden"
            aria-label="WAV file of the noise"
            tabIndex={-1}
            onChange={(event) => void take(event.target.files?.[0])}
          />
          <Button variant="outline" disabled={pending} onClick={() => picker.current?.click()}>
            {pending ? <Spinner /> : <Upload aria-hidden />} Upload WAV
          </Button>
        </span>
      )}
    </Field>
  )
}
