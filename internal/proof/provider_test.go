package proof

func stopSharedProvider() {}
