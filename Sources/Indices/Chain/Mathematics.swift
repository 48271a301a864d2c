import Glibc

// The functions of the C library that the formulas use, under names that do not clash.

@inline(__always)
func log(_ x: Double) -> Double { Glibc.log(x) }

@inline(__always)
func exp(_ x: Double) -> Double { Glibc.exp(x) }

@inline(__always)
func power(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }

func logGamma(_ x: Double) -> Double { Glibc.lgamma(x) }

func complementaryError(_ x: Double) -> Double { Glibc.erfc(x) }

func arcTangent(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }

func sine(_ x: Double) -> Double { Glibc.sin(x) }

func cosine(_ x: Double) -> Double { Glibc.cos(x) }
