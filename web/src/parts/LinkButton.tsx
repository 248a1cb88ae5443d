import { Button, type ButtonProps } from 'antd'
import { useNavigate } from 'react-router'

/** A button that opens another screen without loading the page anew. */
export function LinkButton({ to, ...rest }: ButtonProps & { to: string }) {
  const navigate = useNavigate()
  return (
    <Button
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        void navigate(to)
      }}
    />
  )
}
