'use client'

/** Says something at the edge of the screen; `toast.success`, `toast.error`, … */
export { toast } from 'sonner'
