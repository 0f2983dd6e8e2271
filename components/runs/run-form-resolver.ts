import { zodResolver } from '@hookform/resolvers/zod'

import { RunFormInput } from '#components/runs/run-form-schema.ts'

export const runFormResolver = zodResolver(RunFormInput)
