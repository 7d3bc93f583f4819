"""Understanding messages as they come (`understanding`), finding what many are about
(`analyzing`, `proposing`: only in functions with the layers), and showing it (`reading`,
`zooming`, `labels`)."""
