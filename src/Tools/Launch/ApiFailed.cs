namespace SocialCommerce.Launch;

/// <summary>The API ended by itself, or was never ready; with the last of what it said.</summary>
public sealed class ApiFailed(string message) : Exception(message);
