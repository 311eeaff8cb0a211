print("albedo")
