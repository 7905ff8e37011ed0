namespace SocialCommerce.Kernel.Modules;

/// <summary>A tag of the OpenAPI document.</summary>
/// <param name="Name">The name, as operations give it.</param>
/// <param name="Description">What its operations are about.</param>
public sealed record ApiTag(string Name, string Description);
