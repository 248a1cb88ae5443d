import i18next from 'i18next'
import { Checkbox, Form, Input, Select } from 'antd'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalculatorInput } from '../api/calculators'

/** One field of a calculator's form, in the shape of its kind. */
export function CalculatorField({ input }: { input: CalculatorInput }) {
  const { t } = useTranslation()
  if (input.kind === 'bool')
    return (
      <Form.Item name={input.name} valuePropName="checked" extra={input.help}>
        <Checkbox>{input.label}</Checkbox>
      </Form.Item>
    )
  return (
    <Form.Item
      name={input.name}
      label={input.label}
      extra={input.help}
      rules={[{ required: input.required && input.name !== 'on', message: t('calculators.required', { label: input.label }) }]}
    >
      {control(input)}
    </Form.Item>
  )
}

function control(input: CalculatorInput): ReactElement {
  const options = input.choices
  if (input.kind === 'choice') return <Select options={options} allowClear={!input.required} />
  if (input.kind === 'choices') return <Select options={options} mode="multiple" optionFilterProp="label" />
  if (input.kind === 'date') return <Input type="date" />
  return <Input placeholder={input.how} suffix={suffix(input.kind)} />
}

const suffix = (kind: string): string | undefined => (kind === 'money' ? i18next.t('calculators.yuan') : kind === 'percent' ? '%' : undefined)
