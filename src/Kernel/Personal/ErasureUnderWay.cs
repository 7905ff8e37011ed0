namespace SocialCommerce.Kernel.Personal;

/// <summary>An erasure that two persons have decided, while its transaction runs.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Pseudonym">What stands in place of the customer's id from now on.</param>
public sealed record ErasureUnderWay(long Key, string Pseudonym);
