import { Alert, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Refusal } from '../api/client'
import { useUpload, useUploadLimits } from '../api/papers'

interface UploadProps {
  onClose: () => void
  caseId?: number
  /** What to do with the papers; without it, they are opened for checking. */
  onBrought?: (keys: string[]) => void
}

/** Brings a file: dropped or chosen, read at once. */
export function Upload({ onClose, caseId, onBrought }: UploadProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const limits = useUploadLimits(true).data
  const upload = useUpload()
  const field = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const bring = (file: File | undefined) => {
    if (!file || upload.isPending) return
    upload.mutate(
      { file, caseId },
      {
        onSuccess: (rows) => {
          onClose()
          if (onBrought) return onBrought(rows.map(({ key }) => key))
          void navigate(rows.length === 1 ? `/papers/${rows[0]?.key}?source=upload` : '/papers?source=upload')
        },
      },
    )
  }
  const drop = (event: React.DragEvent) => {
    event.preventDefault()
    setOver(false)
    bring(event.dataTransfer.files[0])
  }
  return (
    <Modal open title={t('upload.title')} footer={null} onCancel={onClose}>
      <button
        type="button"
        className={over ? 'drop over' : 'drop'}
        disabled={upload.isPending}
        onClick={() => field.current?.click()}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <b>{upload.isPending ? t('upload.reading') : t('upload.drop')}</b>
        {limits && <span className="quiet">{t('upload.limits', { kinds: limits.kinds.join(' '), mb: limits.most_mb })}</span>}
      </button>
      <input
        ref={field}
        type="file"
        hidden
        data-testid="file"
        accept={limits?.kinds.join(',')}
        onChange={({ target }) => {
          bring(target.files?.[0])
          target.value = ''
        }}
      />
      <p className="quiet">{t('upload.where')}</p>
      {upload.error && <Alert type="error" showIcon title={t('upload.failed')} description={upload.error instanceof Refusal && upload.error.detail ? upload.error.detail : t('state.unreachable.text')} />}
    </Modal>
  )
}
