namespace SocialCommerce.Kernel.Describing;

/// <summary>On an endpoint: a header that its successful answers carry.</summary>
public sealed record AnswerHeader(string Name);
