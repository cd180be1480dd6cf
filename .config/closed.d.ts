// Empty on purpose, and not a module: importing a package that tsconfig `paths` lead here fails with TS2306.
