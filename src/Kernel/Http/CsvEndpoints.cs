namespace SocialCommerce.Kernel.Http;

/// <summary>How a slice tells that it answers a file of comma-separated values.</summary>
public static class CsvEndpoints
{
    /// <summary>Documents the file of an endpoint that answers a <see cref="CsvFile"/>.</summary>
    public static RouteHandlerBuilder AnswersCsv(this RouteHandlerBuilder route) =>
        route.Produces<string>(StatusCodes.Status200OK, MediaTypes.Csv);
}
