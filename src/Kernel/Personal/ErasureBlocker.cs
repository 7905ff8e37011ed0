namespace SocialCommerce.Kernel.Personal;

/// <summary>Something open that a person has to settle before a customer can be erased.</summary>
/// <param name="Name">lowerCamel name.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Sql">How many there are, of @shop and @leaving, customers' keys.</param>
public sealed record ErasureBlocker(string Name, string Remedy, string Sql);
