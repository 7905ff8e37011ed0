namespace SocialCommerce.Kernel.Describing;

/// <summary>On an endpoint with a body: an example of the body, in JSON.</summary>
public sealed record RequestExample(string Json);
